import type { Finding, SetupCheck } from "@velodrome/contract";

/** What the application has against Client ID or Secret. */
export interface PairFault {
  field: "clientId" | "clientSecret";
  message: string;
}

const isField = (field: unknown): field is PairFault["field"] => field === "clientId" || field === "clientSecret";

/** By the check of this visit, or else by what an earlier one left among the findings. */
export function pairFault(check: SetupCheck | undefined, findings: readonly Finding[]): PairFault | null {
  if (check?.ok === true) return null;
  if (check !== undefined) return check.field === null ? null : { field: check.field, message: check.message };
  for (const { act, details, message } of findings) {
    if (act === "change-secret" && isField(details["field"])) return { field: details["field"], message };
  }
  return null;
}

import { ConnectorError } from "@velodrome/kit";

/** A dead token is the Setup's pair here, so that signing in again would help nobody. */
export function asApplicationError(error: unknown): unknown {
  if (!(error instanceof ConnectorError) || !error.reauthenticate) return error;
  const data = {
    message: "Facebook does not take the Setup's Client ID and Client Secret. Check both in the Setup.",
    kind: "terminal" as const,
    details: { ...error.details, field: "clientSecret" },
  };
  return new ConnectorError("application_refused", data, { cause: error });
}

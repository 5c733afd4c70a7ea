import type { Finding } from "@velodrome/contract";

const ranks: Readonly<Record<Finding["severity"], number>> = { error: 0, warning: 1, info: 2, ok: 3 };

export const worstFirst = (findings: readonly Finding[]): Finding[] =>
  findings.toSorted((one, other) => ranks[one.severity] - ranks[other.severity]);

export const isTrouble = ({ severity }: Pick<Finding, "severity">): boolean =>
  severity === "error" || severity === "warning";

/** A finding in one line: most of them have no details. */
export const finding = (
  severity: Finding["severity"],
  code: string,
  message: string,
  more: Partial<Pick<Finding, "mender" | "act" | "details">> = {},
): Finding => ({ code, severity, message, mender: null, act: null, details: {}, ...more });

/** A moment in words that need no calendar of the reader's. */
export const inWords = (moment: Date): string => `${moment.toISOString().slice(0, 16).replace("T", " ")} UTC`;

export const dayOf = (moment: number): string => new Date(moment).toISOString().slice(0, 10);

import type { Finding } from "@velodrome/contract";

const rank = { error: 0, warning: 1, info: 2, ok: 3 } as const;

export type Trouble = Finding & { severity: Exclude<Finding["severity"], "ok"> };

/** What is worth saying, worst first. */
export const troublesOf = (findings: readonly Finding[]): Trouble[] =>
  findings
    .filter((finding): finding is Trouble => finding.severity !== "ok")
    .sort((one, other) => rank[one.severity] - rank[other.severity]);

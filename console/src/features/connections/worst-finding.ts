import type { Finding } from "@velodrome/contract";

const weight: Readonly<Record<Finding["severity"], number>> = { error: 3, warning: 2, info: 1, ok: 0 };

/** Worst first; of equals, whichever was found first. */
export const worstFirst = (findings: readonly Finding[]): Finding[] =>
  findings.toSorted((a, b) => weight[b.severity] - weight[a.severity]);

/** The worst of what is not in order; null when everything is. */
export const worstFinding = (findings: readonly Finding[]): Finding | null =>
  worstFirst(findings).find(({ severity }) => severity !== "ok") ?? null;

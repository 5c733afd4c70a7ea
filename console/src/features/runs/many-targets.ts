import type { Run } from "@velodrome/contract";
import type { RunFilters } from "./list-runs.ts";
import { isFinished } from "./run-order.ts";

export type ManyKind = "retry" | "cancel";

/** Runs of one account that something is to be done with: those that are named, or all that the filters find. */
export interface ManyTarget {
  /** How the account stands in addresses. */
  account: string;
  accountName: string;
  filter: Omit<RunFilters, "account"> & { ids?: readonly string[] };
}

/** Only what is over can be retried, and only what is not can be cancelled. */
export const fitFor = <One extends Pick<Run, "status">>(kind: ManyKind, runs: readonly One[]): One[] =>
  runs.filter((run) => isFinished(run) === (kind === "retry"));

/** Runs that were picked, by their accounts; those that are retried by their status, too: one retry is of runs of one. */
export function targetsOf(
  kind: ManyKind,
  runs: readonly Pick<Run, "id" | "account" | "status">[],
  named: (account: string) => Pick<ManyTarget, "account" | "accountName">,
): ManyTarget[] {
  const groups = Map.groupBy(fitFor(kind, runs), ({ account, status }) =>
    kind === "retry" ? `${account} ${status}` : account,
  );
  return [...groups.values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const ids = own.map(({ id }) => id);
    return [{ ...named(first.account), filter: kind === "retry" ? { ids, status: first.status } : { ids } }];
  });
}

/** How many runs were picked; null where filters say which are meant. */
export const pickedIn = (targets: readonly ManyTarget[]): number | null =>
  targets.some(({ filter }) => filter.ids === undefined)
    ? null
    : targets.reduce((sum, { filter }) => sum + (filter.ids?.length ?? 0), 0);

import { queryOptions } from "@tanstack/react-query";
import { operation, type RunRetry, runsPreview, type RunsPreview } from "@velodrome/contract";
import { inAccount, request } from "../../lib/request.ts";
import type { ManyKind, ManyTarget } from "./many-targets.ts";

/** How many runs are retried. */
export type RetryHow = Pick<RunRetry, "from" | "version"> & { again: boolean };

/** What is asked of many runs at once. */
export interface Wanted {
  kind: ManyKind;
  targets: readonly ManyTarget[];
  how: RetryHow;
}

const at = ({ kind }: Wanted, { account }: ManyTarget) => inAccount(account, "runs", kind);
const bodyFor = ({ kind, how }: Wanted, { filter }: ManyTarget) => (kind === "retry" ? { filter, ...how } : { filter });

const sumOf = (a: RunsPreview, b: RunsPreview): RunsPreview => ({ runs: a.runs + b.runs, more: a.more || b.more });

/** How many runs it would be, of all targets together. */
export const previewQuery = (wanted: Wanted) =>
  queryOptions({
    queryKey: ["runs-preview", wanted] as const,
    queryFn: async ({ signal }) => {
      const found = await Promise.all(
        wanted.targets.map((target) =>
          request(runsPreview, at(wanted, target), {
            method: "POST",
            body: { ...bodyFor(wanted, target), preview: true },
            signal,
          }),
        ),
      );
      return found.reduce(sumOf, { runs: 0, more: false });
    },
    // What was counted a while ago says nothing.
    gcTime: 0,
  });

/** Has it done in the background, target by target. */
export async function askMany(wanted: Wanted) {
  const asked: { account: string; id: string }[] = [];
  for (const target of wanted.targets) {
    const { id } = await request(operation, at(wanted, target), { method: "POST", body: bodyFor(wanted, target) });
    asked.push({ account: target.account, id });
  }
  return asked;
}

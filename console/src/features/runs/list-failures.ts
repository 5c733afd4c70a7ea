import { queryOptions } from "@tanstack/react-query";
import { type RunFailure, runFailures } from "@velodrome/contract";
import { inScope, request, type Scope } from "../../lib/request.ts";
import type { RunFilters } from "./list-runs.ts";

/** A look at what fails need not be of this second. */
const pollMs = 15_000;

export const failuresQuery = (scope: Scope, { code: _c, step: _s, status: _t, ...filters }: RunFilters) =>
  queryOptions({
    queryKey: ["run-failures", scope, filters] as const,
    queryFn: ({ signal }) => request(runFailures, inScope(scope, "runs", "failures"), { query: filters, signal }),
    refetchInterval: pollMs,
  });

type Alike = Pick<RunFailure, "account" | "cycle" | "code" | "step">;

/** The runs that failed alike, as filters of the list. */
const asFilters = ({ account, cycle, code, step }: Alike, scope: Scope): RunFilters => ({
  ...(scope === null ? { account } : {}),
  ...{ status: "failed", cycle, code, step: step ?? undefined },
});

/** Whether a list shows exactly the runs that failed alike. */
export const isChosen = (alike: Alike, filters: RunFilters, scope: Scope): boolean =>
  Object.entries(asFilters(alike, scope)).every(([key, value]) => filters[key as keyof RunFilters] === value);

/** Narrows a list to the runs that failed alike, or widens it again where it is that. */
export const choose = (alike: Alike, filters: RunFilters, scope: Scope): RunFilters => {
  const own = asFilters(alike, scope);
  if (!isChosen(alike, filters, scope)) return { ...filters, ...own };
  return Object.fromEntries(Object.entries(filters).filter(([key]) => !(key in own)));
};

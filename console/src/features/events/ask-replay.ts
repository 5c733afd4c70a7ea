import { queryOptions } from "@tanstack/react-query";
import { type Event, eventsPreview, type EventsPreview, operation } from "@velodrome/contract";
import { inAccount, request } from "../../lib/request.ts";
import type { EventFilters } from "./list-events.ts";

/** Events of one account that are to be replayed: those that are named, or all that the filters find. */
export interface ReplayTarget {
  /** How the account stands in addresses. */
  account: string;
  accountName: string;
  filter: Omit<EventFilters, "account"> & { ids?: readonly string[] };
}

/** The events that were picked, by their accounts; what no account has cannot be replayed. */
export function targetsOf(
  events: readonly Pick<Event, "id" | "account">[],
  named: (account: string) => Pick<ReplayTarget, "account" | "accountName">,
): ReplayTarget[] {
  const ids = new Map<string, string[]>();
  for (const { id, account } of events) {
    if (account !== null) ids.set(account, [...(ids.get(account) ?? []), id]);
  }
  return [...ids].map(([account, own]) => ({ ...named(account), filter: { ids: own } }));
}

const at = ({ account }: ReplayTarget) => inAccount(account, "events", "replay");

/** What it would start, of all targets together. */
export const previewQuery = (targets: readonly ReplayTarget[]) =>
  queryOptions({
    queryKey: ["events-preview", targets] as const,
    queryFn: async ({ signal }) => {
      const found = await Promise.all(
        targets.map((target) =>
          request(eventsPreview, at(target), {
            method: "POST",
            body: { filter: target.filter, preview: true },
            signal,
          }),
        ),
      );
      return found.reduce(sumOf, nothing);
    },
    // What was counted a while ago says nothing.
    gcTime: 0,
  });

const nothing: EventsPreview = { events: 0, heard: 0, runs: 0, more: false, cycles: [] };

const sumOf = (a: EventsPreview, b: EventsPreview): EventsPreview => ({
  events: a.events + b.events,
  heard: a.heard + b.heard,
  runs: a.runs + b.runs,
  more: a.more || b.more,
  cycles: [...a.cycles, ...b.cycles].toSorted((one, other) => other.runs - one.runs),
});

/** Has it done in the background, account by account. */
export async function askReplay(targets: readonly ReplayTarget[]) {
  const asked: { account: string; id: string }[] = [];
  for (const target of targets) {
    const { id } = await request(operation, at(target), { method: "POST", body: { filter: target.filter } });
    asked.push({ account: target.account, id });
  }
  return asked;
}

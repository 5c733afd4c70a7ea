import {
  type Caller,
  type EventSelection,
  type EventsPreview,
  type EventsReplay,
  type Operation,
  replayedAtMost,
} from "@velodrome/contract";
import type { ConnectorMap } from "@velodrome/kit";
import { AppError } from "../base/app-error.ts";
import type { Clock } from "../base/clock.ts";
import { fromWire, idsIn, newId, toWire } from "../base/id.ts";
import type { AccountScope, Database } from "../db/database.ts";
import type { OperationRow } from "../run/operation-store.ts";
import type { Chunk } from "../run/operation-work.ts";
import { begin, wakeOperations } from "../run/operations.ts";
import { type ChosenEvent, type EventChoice, listChosenEvents } from "./event-store.ts";
import { triggersIn } from "./kept-triggers.ts";
import { countReplays, type Replayable, replayEvents } from "./replay-store.ts";

export interface ReplayDeps {
  database: Database;
  connectors: ConnectorMap;
}

/** Events of one transaction, and of one look when they are counted. */
const chunkSize = 200;
const countedAtOnce = 500;

/** A cycle that was started for one event waits for the next that comes in: many old ones are not what it was meant for. */
const reach = { once: false };

const nil = "00000000-0000-0000-0000-000000000000";

/** The events that a request for many means: those from before it. */
function choiceOf({ id, filter }: Pick<OperationRow, "id" | "filter">): EventChoice {
  const { ids, connection, ...rest } = filter as EventSelection;
  const connectionId = connection === undefined ? null : fromWire("connection", connection);
  return { filter: { ...rest, ...idsIn("event", ids), connectionId }, below: id };
}

async function withTriggers(deps: ReplayDeps, events: readonly ChosenEvent[]): Promise<Replayable[]> {
  const setups = [...new Set(events.map(({ setupId }) => setupId))];
  const triggersOf = new Map(
    await Promise.all(setups.map(async (setupId) => [setupId, await triggersIn(deps, setupId)] as const)),
  );
  return events.map((event) => ({ id: event.id, triggers: triggersOf.get(event.setupId)?.(event) ?? [] }));
}

/** How many events and runs it would be. More events than may be replayed at once are not counted. */
async function count(
  deps: ReplayDeps,
  scope: AccountScope,
  accountId: string,
  choice: EventChoice,
): Promise<EventsPreview> {
  const cycles = new Map<string, { name: string; runs: number }>();
  let events = 0;
  let heard = 0;
  for (let after = nil, isMore = true; isMore && events <= replayedAtMost; ) {
    const limit = Math.min(countedAtOnce, replayedAtMost + 1 - events);
    const part = await listChosenEvents(scope, accountId, choice, { after, limit });
    const counted = await countReplays(scope, accountId, await withTriggers(deps, part), reach);
    events += part.length;
    heard += counted.heard;
    for (const { cycleId, name, runs } of counted.cycles) {
      cycles.set(cycleId, { name, runs: (cycles.get(cycleId)?.runs ?? 0) + runs });
    }
    after = part.at(-1)?.id ?? after;
    isMore = part.length === limit;
  }
  const runsOf = [...cycles].map(([id, found]) => ({ cycle: toWire("cycle", id), ...found }));
  return {
    ...{
      events: Math.min(events, replayedAtMost),
      heard: Math.min(heard, replayedAtMost),
      more: events > replayedAtMost,
    },
    runs: runsOf.reduce((sum, { runs }) => sum + runs, 0),
    cycles: runsOf.toSorted((a, b) => b.runs - a.runs),
  };
}

/** Requests for many events of one account. */
export interface EventReplays {
  /** @throws AppError when more events are meant than one request may replay */
  replay(accountId: string, caller: Caller, wanted: EventsReplay): Promise<EventsPreview | Operation>;
}

export function createEventReplays(deps: ReplayDeps & { clock: Clock }): EventReplays {
  return {
    replay: async (accountId, caller, { filter, preview }) => {
      const id = newId();
      const answer = await deps.database.withAccount(accountId, async (scope) => {
        const found = await count(deps, scope, accountId, choiceOf({ id, filter }));
        if (preview) return found;
        if (found.more) throw tooMany();
        const expected = { runs: found.runs, more: false };
        const asked = { accountId, id, kind: "replay", how: null, filter, expected, events: found.events } as const;
        return begin(deps, scope, asked, caller);
      });
      if (!preview) await wakeOperations(deps);
      return answer;
    },
  };
}

const tooMany = () =>
  new AppError("too_many_events", {
    message: `The filter finds more than ${replayedAtMost} events, and no more are replayed by one request. Narrow it, by a period for instance.`,
    details: { atMost: replayedAtMost },
  });

/** Replays the next events of an operation, oldest first. */
export async function replayChunk(deps: ReplayDeps, scope: AccountScope, operation: OperationRow): Promise<Chunk> {
  const { accountId, lookedAt: after } = operation;
  const events = await listChosenEvents(scope, accountId, choiceOf(operation), { after, limit: chunkSize });
  const { events: heard, runs } = await replayEvents(scope, accountId, await withTriggers(deps, events), reach);
  const unheard = events.length - heard;
  return {
    ...{ looked: events.length, last: events.at(-1)?.id ?? null, isEnd: events.length < chunkSize },
    ...{ done: runs, skipped: unheard === 0 ? {} : { no_listener: unheard } },
  };
}

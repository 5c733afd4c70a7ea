import type { ConversationEvent, Receipt, Reply, Run } from "@velodrome/contract";

/** What stands in a conversation: what somebody said, a run, or something else that happened. */
export type Moment =
  | { kind: "person"; id: string; at: string; event: ConversationEvent }
  | { kind: "page"; id: string; at: string; text: string | null; by: string | null; told: Receipt["state"] | null }
  | { kind: "failed"; id: string; at: string; reply: Reply; run: Run }
  | { kind: "run"; id: string; at: string; run: Run }
  | { kind: "note"; id: string; at: string; event: ConversationEvent };

const said: readonly string[] = ["message", "postback"];
/** They show under what they are about. */
const silent: readonly string[] = ["delivery", "read"];

/** The most that is told of a message: seen is more than delivered. */
function toldOf(reply: { mid: string | null; at: string }, receipts: readonly Receipt[]): Receipt["state"] | null {
  const about = receipts.filter(
    ({ mids, until }) =>
      (reply.mid !== null && mids.includes(reply.mid)) || (until !== null && Date.parse(until) >= Date.parse(reply.at)),
  );
  if (about.some(({ state }) => state === "seen")) return "seen";
  return about.length > 0 ? "delivered" : null;
}

function momentsOf(event: ConversationEvent, receipts: readonly Receipt[], ours: ReadonlySet<string>): Moment[] {
  const { id, kind, receivedAt, runs } = event;
  const at = event.occurredAt ?? receivedAt;
  const own: Moment[] = [];
  if (said.includes(kind)) own.push({ kind: "person", id, at, event });
  else if (kind === "echo") {
    const sent = { mid: event.mid, at };
    // An echo of what a run said tells nothing new.
    if (event.mid === null || !ours.has(event.mid)) {
      own.push({ kind: "page", id, at, text: event.text, by: null, told: toldOf(sent, receipts) });
    }
  } else if (!silent.includes(kind)) own.push({ kind: "note", id, at, event });
  const ran = runs.flatMap(({ replies, ...run }): Moment[] => [
    { kind: "run", id: run.id, at: run.createdAt, run },
    ...replies.flatMap((reply): Moment[] => {
      if (reply.status === "failed") return [{ kind: "failed", id: reply.id, at: reply.at, reply, run }];
      if (reply.status !== "succeeded" || (reply.text === null && reply.mid === null)) return [];
      const told = toldOf(reply, receipts);
      return [{ kind: "page", id: reply.id, at: reply.at, text: reply.text, by: reply.name ?? reply.step, told }];
    }),
  ]);
  return [...own, ...ran];
}

/** Where two have the same time, what set the other going comes first. */
const rank: Readonly<Record<Moment["kind"], number>> = { person: 0, note: 0, run: 1, page: 2, failed: 2 };

/** Everything of a conversation in the order in which it happened, each thing once. */
export function toTimeline(events: readonly ConversationEvent[]): Moment[] {
  const receipts = events.flatMap(({ receipt }) => receipt ?? []);
  const ours = new Set(
    events.flatMap(({ runs }) => runs.flatMap(({ replies }) => replies.flatMap(({ mid }) => mid ?? []))),
  );
  return events
    .flatMap((event) => momentsOf(event, receipts, ours))
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || rank[a.kind] - rank[b.kind] || (a.id < b.id ? -1 : 1));
}

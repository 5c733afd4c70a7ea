import type { TraceAct, TraceQuery } from "@velodrome/contract";
import type { Kysely } from "kysely";
import { toWire } from "../base/id.ts";
import type { Schema } from "../db/schema.ts";
import { act } from "./trace-act.ts";
import type { Missing } from "./trace-chain.ts";
import { listTracedConnections, listTracedSetups, type TracedConnection, type TracedSetup } from "./trace-store.ts";

/** How long before the time that was asked for a refusal may be this one's. */
const refusalMs = 60 * 60_000;

const openConnection = ({ accountId, id }: TracedConnection): TraceAct =>
  act("open_connection", { account: toWire("account", accountId), connection: toWire("connection", id) });

const openSetup = ({ connector, id }: TracedSetup): TraceAct =>
  act("open_setup", { connector, setup: toWire("setup", id) });

/** The Setup whose refusals may have been of this message. */
const turnedAway = (setups: readonly TracedSetup[], at: string | undefined): TracedSetup | undefined =>
  setups.find(
    ({ refused, refusedAt }) =>
      refused > 0 && refusedAt !== null && (at === undefined || refusedAt.getTime() >= Date.parse(at) - refusalMs),
  );

const states: Readonly<Record<string, string>> = {
  new: "is not signed in yet",
  page_required: "has no Page chosen yet",
  needs_reauthentication: "must be signed in to again",
  disabled: "is switched off",
};

function arrivedFinding(
  page: string | undefined,
  connections: readonly TracedConnection[],
  setups: readonly TracedSetup[],
): Missing["arrived"] {
  const answer = "no" as const;
  const [connection] = connections;
  if (page !== undefined && connection === undefined) {
    const message = `Nothing came of the Page ${page} about then, and no account has connected it: Facebook does not send what nobody asked for.`;
    return { answer, message, act: act("connect_page") };
  }
  const trouble = connection && states[connection.status];
  if (connection !== undefined && trouble !== undefined) {
    const message = `Nothing came of this Page about then: the connection “${connection.name}” ${trouble}.`;
    return { answer, message, act: openConnection(connection) };
  }
  if (
    connection !== undefined &&
    connection.subscribedFields !== null &&
    !connection.subscribedFields.includes("messages")
  ) {
    const message = `Nothing came of this Page about then: messages of “${connection.name}” are not subscribed at Facebook.`;
    return { answer, message, act: openConnection(connection) };
  }
  const setup = setups.find(({ id }) => id === connection?.setupId) ?? setups[0];
  if (setup === undefined) return { answer, message: "There is no Setup that it could have come to.", act: null };
  const last =
    setup.genuineAt === null
      ? "No genuine request ever came to its webhook."
      : "The last genuine request came at the time shown.";
  const message = `Nothing like it was kept at the Setup “${setup.name}”. ${last} See whether Facebook sends to it; or it is past its retention.`;
  const at = setup.genuineAt?.toISOString() ?? null;
  return { answer, message, at, act: connection === undefined ? openSetup(setup) : openConnection(connection) };
}

/** Why nothing was kept of what somebody asks for. */
export async function missingFacts(
  engine: Kysely<Schema>,
  accountId: string | null,
  { page, at }: TraceQuery,
): Promise<Missing> {
  const connections = page === undefined ? [] : await listTracedConnections(engine, { page, accountId });
  const ids = connections.flatMap(({ setupId }) => setupId ?? []);
  const setups = await listTracedSetups(engine, ids.length === 0 ? null : ids);
  const refusing = turnedAway(setups, at);
  if (refusing === undefined) return { arrived: arrivedFinding(page, connections, setups), signature: null };
  const message = `Requests to the webhook of “${refusing.name}” were turned away because their signature was wrong: ${refusing.refused} so far. This may have been one of them; what is turned away is not kept. Check the Client Secret.`;
  const refusedAt = refusing.refusedAt?.toISOString() ?? null;
  return {
    arrived: { answer: "unknown", message: "Nothing of it was kept.", act: null },
    signature: { answer: "no", message, at: refusedAt, act: openSetup(refusing) },
  };
}

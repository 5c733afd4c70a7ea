import type { Resubscription } from "@velodrome/contract";
import { toWire } from "../base/id.ts";
import { inParallel } from "../base/in-parallel.ts";
import { setupTopic } from "../db/signal.ts";
import { tellOfDrift } from "./drift-notice.ts";
import { keepSubscribedFields, keepSubscription, listAuthenticatedConnections } from "./connection-check-store.ts";
import { neededFieldsOf } from "./needed-fields.ts";
import { openPageConnection, type PageConnection, tryCall } from "./page-connection.ts";
import type { Failure, SetupActDeps } from "./setup-application.ts";
import { clearResubscribe, keepResubscription } from "./setup-look-store.ts";
import { findSetup } from "./setups.ts";

type Outcome = { page: PageConnection; failure: Failure | null; terminal: boolean; dead: boolean };

/** Pages that are subscribed at the same moment. */
const atOnce = 8;

/** Subscribes every Page of a Setup anew, each to all that it needs: an earlier list may be replaced. */
export async function resubscribeSetup(deps: SetupActDeps, connector: string, id: string): Promise<Resubscription> {
  const setup = await findSetup(deps, connector, id);
  const heard = await deps.usage.methodsHeard(setup.id);
  const ids = await listAuthenticatedConnections(deps.database.engine, setup.id);
  const progress = await beginProgress(deps, setup.id, ids.length);
  const outcomes = (
    await inParallel(ids, atOnce, async (each) => {
      const outcome = await resubscribe(deps, each, heard);
      await progress.advance(outcome?.failure != null);
      return outcome;
    }).finally(() => progress.end())
  ).flatMap((each) => each ?? []);
  const failed = outcomes.filter(({ failure }) => failure !== null);
  // A Page that is refused for good, as with a dead token, is a matter of its own: trying again subscribes none of them.
  if (failed.every(({ dead, terminal }) => dead || terminal)) await clearResubscribe(deps.database.engine, setup.id);
  deps.touch([setupTopic(setup.id)]);
  await tellOfDrift(deps, setup.id);
  return { subscribed: outcomes.length - failed.length, failed: failed.map(toFailed) };
}

/** Said often enough to be watched, and not for each of a thousand Pages. In ms. */
const tellEveryMs = 250;

/** Keeps how far it has come, for everybody who looks at the Setup. */
async function beginProgress(deps: SetupActDeps, setupId: string, total: number) {
  const now = () => new Date(deps.clock.now()).toISOString();
  const at = now();
  const progress = { startedAt: at, updatedAt: at, finishedAt: null as string | null, total, done: 0, failed: 0 };
  let toldAt = deps.clock.now();
  const tell = async () => {
    toldAt = deps.clock.now();
    progress.updatedAt = now();
    await keepResubscription(deps.database.engine, setupId, progress);
    deps.touch([setupTopic(setupId)]);
  };
  await tell();
  return {
    advance: async (isFailed: boolean) => {
      progress.done += 1;
      if (isFailed) progress.failed += 1;
      if (deps.clock.now() - toldAt >= tellEveryMs) await tell();
    },
    end: async () => {
      progress.finishedAt = now();
      await tell();
    },
  };
}

/** Null when it has no Page or token by now. */
export async function resubscribe(
  deps: SetupActDeps,
  connectionId: string,
  heard: ReadonlyMap<string, readonly string[]>,
): Promise<Outcome | null> {
  const page = await openPageConnection(deps, connectionId);
  if (page === null) return null;
  const fields = neededFieldsOf(page.connector, heard, page.credentials.externalId);
  const outcome = await tryCall(deps, page, () => page.target.subscribe(page.context, fields));
  if ("failure" in outcome) return { page, ...outcome };
  const { engine } = deps.database;
  await keepSubscribedFields(engine, page.record, fields);
  await keepSubscription(engine, page.record, { fields }, new Date(deps.clock.now()));
  return { page, failure: null, terminal: false, dead: false };
}

const toFailed = ({ page, failure }: Outcome): Resubscription["failed"][number] => ({
  connection: toWire("connection", page.record.id),
  page: page.credentials.externalId,
  code: failure?.code ?? "",
  message: failure?.message ?? "",
});

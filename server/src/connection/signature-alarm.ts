import { clearNotice, type NoticeDeps, raiseNotice } from "../account/notices.ts";
import type { Database } from "../db/database.ts";
import { setupTopic } from "../db/signal.ts";
import { aboutSetup } from "./drift-notice.ts";
import { inWords } from "./finding-order.ts";
import {
  closeRejections,
  type CountedReason,
  type CountReason,
  countReasons,
  listSetupsTurningAway,
  readSetupCounts,
} from "./setup-count-store.ts";
import { markResubscribe } from "./setup-look-store.ts";
import { readSetup } from "./setup-store.ts";

export interface SignatureAlarmDeps extends NoticeDeps {
  database: Pick<Database, "engine" | "pool">;
}

/** One could be anybody's; a sender whose signatures fail tries again at once. */
const enough = 3;

const ofSignature = (reason: string): boolean => reason === "wrong_signature" || reason === "no_signature";

/** Counts requests that were turned away; answers the Setups whose signatures have just begun to fail. */
export async function countRejections(
  { database, touch }: Pick<SignatureAlarmDeps, "database" | "touch">,
  group: readonly { setupId: string; reason: CountReason }[],
): Promise<string[]> {
  const counted = await countReasons(database.pool, group);
  touch(counted.map(({ setupId }) => setupTopic(setupId)));
  return [...new Set(counted.filter(hasBegun).map(({ setupId }) => setupId))];
}

const hasBegun = ({ reason, recent, added }: CountedReason): boolean =>
  ofSignature(reason) && recent >= enough && recent - added < enough;

/** Raises the alarm of a Setup whose signatures fail, and ends it once a genuine request has come since. */
export async function watchSignatures(deps: SignatureAlarmDeps, setupId: string): Promise<void> {
  const { engine } = deps.database;
  const setup = await readSetup(engine, setupId);
  if (setup === null) return;
  const key = `signatures:${setupId}`;
  const going = (await readSetupCounts(engine, setupId)).filter(({ reason, since }) => ofSignature(reason) && since);
  const worst = going.toSorted((one, other) => other.recent - one.recent)[0];
  if (worst === undefined || worst.since === null) {
    await clearNotice(deps, key);
    await closeRejections(engine, setupId);
    return deps.touch([setupTopic(setupId)]);
  }
  if (worst.recent < enough) return;
  await markResubscribe(engine, setupId);
  deps.touch([setupTopic(setupId)]);
  const what =
    worst.reason === "wrong_signature"
      ? "with a wrong signature: the Client Secret is not that of the sending app"
      : "without a signature: a proxy before this installation drops the header, perhaps";
  await raiseNotice(deps, {
    ...aboutSetup(setup),
    key,
    code: worst.reason === "wrong_signature" ? "signatures_failing" : "signatures_missing",
    severity: "error",
    message: `${setup.name}: since ${inWords(worst.since)} ${worst.recent} requests came ${what}. Mend it within the hour, or Pages may be unsubscribed.`,
    act: "change-secret",
  });
}

/** The same for every Setup that turns requests away, or did. */
export async function watchAllSignatures(deps: SignatureAlarmDeps, stop: AbortSignal): Promise<void> {
  for (const setupId of await listSetupsTurningAway(deps.database.engine)) {
    if (stop.aborted) return;
    await watchSignatures(deps, setupId);
  }
}

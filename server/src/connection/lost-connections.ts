import { keepNoticeLink } from "../account/notice-link.ts";
import { type NoticeDeps, raiseNotice } from "../account/notices.ts";
import { AppError } from "../base/app-error.ts";
import type { Sealer } from "../base/seal.ts";
import { noticesTopic } from "../db/signal.ts";
import {
  clearNoticesOfFound,
  type LostConnection,
  lostNoticeKey,
  readUntoldLostConnections,
} from "./lost-connection-store.ts";

export interface LostConnectionsDeps extends NoticeDeps {
  sealer: Sealer;
  /** A link by which the account's person connects again; row's ids. */
  createLink(place: { accountId: string; connectionId: string }): Promise<{ url: string; expiresAt: Date }>;
}

const batchSize = 100;
const dayMs = 86_400_000;

/**
 * Raises a notice for each connection that needs a person to sign in, with a link to hand on, and takes it away once the
 * connection is authenticated again. A link that has ended is replaced as long as nobody put the notice away.
 */
export async function tellOfLostConnections(deps: LostConnectionsDeps, stop: AbortSignal): Promise<void> {
  const { pool } = deps.database;
  if ((await clearNoticesOfFound(pool)) > 0) deps.touch([noticesTopic]);
  for (const lost of await readUntoldLostConnections(pool, new Date(deps.clock.now()), batchSize)) {
    if (stop.aborted) return;
    await tell(deps, lost);
  }
}

async function tell(deps: LostConnectionsDeps, lost: LostConnection): Promise<void> {
  const key = lostNoticeKey(lost.id);
  await raiseNotice(deps, {
    key,
    code: "connection_needs_reauthentication",
    severity: "error",
    message: `“${lost.pageName ?? lost.name}” is no longer connected: its messages are still kept, but nothing is sent. ${lost.reason === null ? "" : `${lost.reason.replace(/\.?$/, ".")} `}Somebody has to sign in again.`,
    act: "reauthenticate",
    accountId: lost.accountId,
    connectionId: lost.id,
    setupId: lost.setupId,
    connector: lost.connector,
  });
  await keepNoticeLink(deps, key, await linkFor(deps, lost));
  deps.touch([noticesTopic]);
}

/** Without one where nobody signs in but enters a key: such a link leads nowhere. Looked at again a day later. */
async function linkFor(
  deps: LostConnectionsDeps,
  { accountId, id }: LostConnection,
): Promise<{ url: string | null; expiresAt: Date }> {
  try {
    return await deps.createLink({ accountId, connectionId: id });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { url: null, expiresAt: new Date(deps.clock.now() + dayMs) };
  }
}

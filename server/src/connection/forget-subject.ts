import { tellPeopleChore } from "../account/mail-notices.ts";
import { recordAudit, systemActor } from "../account/audit.ts";
import { raiseNotice } from "../account/notices.ts";
import { toWire } from "../base/id.ts";
import { wakeChore } from "../db/wake-chore-store.ts";
import type { AccountScope } from "../db/database.ts";
import type { CredentialsDeps } from "./call-access.ts";
import type { Clock } from "../base/clock.ts";
import { AppError } from "../base/app-error.ts";
import { openConnectionVerifyToken } from "./connection-secrets.ts";
import { nextStanding } from "./connection-status.ts";
import { type ConnectionRecord, updateConnection } from "./connection-store.ts";
import { changeConnection, getConnection, withVerifyToken } from "./connections.ts";
import { deleteCredentials } from "./disconnect.ts";
import { removedNoticeKey } from "./lost-connection-store.ts";
import {
  deleteGrantsOfPerson,
  deleteTracesOfPerson,
  listConnectionsOfSubject,
  markPrivacyRequestDone,
  markPrivacyRequestWorking,
  readOpenPrivacyRequests,
  type StoredPrivacyRequest,
} from "./privacy-request-store.ts";

export interface ForgetSubjectDeps extends CredentialsDeps {
  clock: Clock;
}

const batchSize = 100;

/** Does what applications asked in the name of people and Pages. Twice comes to the same as once. */
export async function forgetSubjects(deps: ForgetSubjectDeps, stop: AbortSignal): Promise<void> {
  for (const request of await readOpenPrivacyRequests(deps.database.pool, batchSize)) {
    if (stop.aborted) return;
    await forget(deps, request).catch((error: unknown) =>
      deps.log.error(
        { err: error, request: request.code },
        "somebody who signed in could not be forgotten; it is tried again in the next turn",
      ),
    );
  }
}

async function forget(deps: ForgetSubjectDeps, request: StoredPrivacyRequest): Promise<void> {
  const { pool } = deps.database;
  const { subject, subjectKind, setupId } = request;
  await markPrivacyRequestWorking(pool, request.code);
  // First, so that no connection comes of them meanwhile.
  if (subject !== null && subjectKind === "person") await deleteGrantsOfPerson(pool, setupId, subject);
  const found = subject === null ? [] : await listConnectionsOfSubject(pool, { setupId, subjectKind, subject });
  for (const { accountId, id } of found) {
    const place = { accountId, id: toWire("connection", id) };
    await unlessGone(subjectKind === "person" ? forgetPerson(deps, place, subject) : disconnect(deps, place));
  }
  if (found.length > 0) await wakeChore(pool, tellPeopleChore);
  if (!(await markPrivacyRequestDone(pool, request.code, new Date(deps.clock.now())))) return;
  await recordAudit(deps, {
    actor: systemActor,
    act: "privacy.request",
    accountId: null,
    details: {
      kind: request.kind,
      about: subjectKind,
      code: request.code,
      setup: toWire("setup", setupId),
      connections: found.map(({ id }) => toWire("connection", id)),
    },
  });
}

type Place = { accountId: string; id: string };

/** Name and tokens go, and what was granted in sign-ins under way. The Page stays bound, so that its events are still kept. */
async function forgetPerson(deps: ForgetSubjectDeps, place: Place, person: string | null): Promise<void> {
  await changeConnection(deps, place.accountId, place.id, async (scope: AccountScope, current: ConnectionRecord) => {
    // Somebody else may have signed in since.
    if (current.personId !== person) return;
    const verifyToken = openConnectionVerifyToken(deps.sealer, current);
    await updateConnection(scope, {
      ...current,
      ...withVerifyToken(deps, current.id, { credentials: null, verifyToken }),
      ...nextStanding(current, "reject"),
      reason: { code: "deauthorized", message: "The person who had signed in removed the app at the application." },
      personId: null,
      personName: null,
      signIn: null,
    });
    await deleteTracesOfPerson(scope, place.accountId, current.id);
  });
}

/** As if somebody had de-authenticated it here, with the reason said. */
async function disconnect(deps: ForgetSubjectDeps, place: Place): Promise<void> {
  const { page } = await getConnection(deps, place.accountId, place.id);
  await deleteCredentials(deps, place.accountId, place.id);
  const gone = await changeConnection(deps, place.accountId, place.id, async (scope, current) => {
    if (current.externalId !== null) return null;
    await deleteTracesOfPerson(scope, place.accountId, current.id);
    return updateConnection(scope, {
      ...current,
      reason: { code: "page_removed_app", message: "The app was removed from the Page. Connect the Page again." },
    });
  });
  if (gone !== null) await tellOfRemoval(deps, gone, page?.name ?? gone.name);
}

/** Nobody here did it, and cycles have stopped. */
async function tellOfRemoval(deps: ForgetSubjectDeps, connection: ConnectionRecord, name: string): Promise<void> {
  await raiseNotice(deps, {
    key: removedNoticeKey(connection.id),
    code: "page_removed_app",
    severity: "error",
    message: `The app was removed from the Page “${name}”: it is disconnected, and cycles that need it have stopped. Connect it again if that was not meant.`,
    act: "reauthenticate",
    accountId: connection.accountId,
    connectionId: connection.id,
    setupId: connection.setupId,
    connector: connection.connector,
  });
}

async function unlessGone(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof AppError && error.code === "connection_not_found")) throw error;
  }
}

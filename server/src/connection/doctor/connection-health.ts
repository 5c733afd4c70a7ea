import type { ConnectionHealth, KnownHealth, ListQuery } from "@velodrome/contract";
import type { Connector } from "@velodrome/kit";
import { AppError } from "../../base/app-error.ts";
import { toWire } from "../../base/id.ts";
import { inParallel } from "../../base/in-parallel.ts";
import { type ListPage, pageOf, readCursor } from "../../base/list-page.ts";
import { readConnectionCheck } from "../connection-check-store.ts";
import { type ConnectionRecord, listConnectionRows, readConnection } from "../connection-store.ts";
import { connectionNotFound, connectionUuid } from "../connections.ts";
import { lookAtPage, lookAtRegistration } from "../drift.ts";
import { tellOfDrift } from "../drift-notice.ts";
import { neededFieldsOf } from "../needed-fields.ts";
import { resubscribe } from "../resubscribe.ts";
import type { SetupActDeps } from "../setup-application.ts";
import { readSetup, type SetupRecord } from "../setup-store.ts";
import { findConnector } from "../setups.ts";
import type { ConnectionFacts } from "./connection-facts.ts";
import { findConnectionTrouble } from "./connection-findings.ts";
import { type HealthSurroundings, healthSurroundings } from "./health-surroundings.ts";
import { readPauses } from "./pressure-store.ts";
import { readLastEventOf } from "./last-event-store.ts";

interface Place {
  accountId: string;
  id: string;
}

/** What was asked so lately is not asked again unless somebody wants it. */
const freshMs = 60_000;
/** Connections whose facts are gathered at a time, so that a long list leaves the pool something. */
const atOnce = 4;

/** The doctor's findings. The application is asked first, unless it was a moment ago. */
export async function readConnectionHealth(
  deps: SetupActDeps,
  place: Place,
  { refresh }: { refresh: boolean },
): Promise<ConnectionHealth> {
  const record = await find(deps, place);
  await look(deps, record, refresh);
  // Its token may have turned out to be dead.
  return toHealth(deps, await find(deps, place), healthSurroundings(deps, place.accountId));
}

/** What is known of an account's connections, in the order of their list. Nobody is asked: looks have their turns. */
export async function listKnownHealth(
  deps: SetupActDeps,
  accountId: string,
  query: ListQuery,
): Promise<ListPage<KnownHealth>> {
  const before = readCursor(query.cursor);
  const rows = await deps.database.withAccount(accountId, (scope) =>
    listConnectionRows(scope, accountId, { limit: query.limit + 1, before }),
  );
  const page = pageOf(rows, query.limit, ({ id }) => id);
  const around = healthSurroundings(deps, accountId);
  const items = await inParallel(page.items, atOnce, async (record) => ({
    connection: toWire("connection", record.id),
    ...(await toHealth(deps, record, around)),
  }));
  return { ...page, items };
}

/** Subscribes the connection's Page anew. @throws AppError when it has none, or the application refused */
export async function resubscribeConnection(deps: SetupActDeps, place: Place): Promise<ConnectionHealth> {
  const record = await find(deps, place);
  const heard = record.setupId === null ? new Map() : await deps.usage.methodsHeard(record.setupId);
  const outcome = await resubscribe(deps, record.id, heard);
  if (outcome === null) {
    throw new AppError("sign_in_required", { message: "This connection has no Page to subscribe. Sign in first." });
  }
  const { failure, terminal } = outcome;
  if (failure !== null) {
    const { code, message } = failure;
    throw new AppError(terminal ? "application_refused" : "unavailable", { message, details: { reason: code } });
  }
  if (record.setupId !== null) await tellOfDrift(deps, record.setupId);
  return toHealth(deps, await find(deps, place), healthSurroundings(deps, place.accountId));
}

async function find({ database }: Pick<SetupActDeps, "database">, { accountId, id }: Place): Promise<ConnectionRecord> {
  const uuid = connectionUuid(id);
  const record = await database.withAccount(accountId, (scope) => readConnection(scope, accountId, uuid));
  if (record === null) throw connectionNotFound(id);
  return record;
}

async function look(deps: SetupActDeps, record: ConnectionRecord, refresh: boolean): Promise<void> {
  const { engine } = deps.database;
  const isOld = (at: Date | null | undefined) => refresh || !at || deps.clock.now() - at.getTime() > freshMs;
  const setup = record.setupId === null ? null : await readSetup(engine, record.setupId);
  if (setup === null || record.status !== "authenticated") return;
  const check = await readConnectionCheck(engine, record);
  await Promise.all([
    isOld(setup.lookedAt) && lookAtRegistration(deps, setup),
    lookAtPage(deps, record.id, { fields: isOld(check.subscription?.at), token: isOld(check.token?.at) }),
  ]);
}

async function toHealth(
  deps: SetupActDeps,
  record: ConnectionRecord,
  around: HealthSurroundings,
): Promise<ConnectionHealth> {
  const { engine } = deps.database;
  const connector = findConnector(deps.connectors, record.connector);
  const ofSetup = record.setupId === null ? null : await around.ofSetup(record.setupId);
  const cycles = await deps.usage.cyclesWith(record.accountId, record.id);
  const [check, lastEventAt, lastCall, pauses, waits] = await Promise.all([
    readConnectionCheck(engine, record),
    readLastEventOf(engine, record),
    deps.usage.lastCall(record.accountId, cycles),
    readPauses(engine, record),
    around.waits(),
  ]);
  const now = deps.clock.now();
  const facts: ConnectionFacts = {
    now,
    title: connector.title,
    record,
    setup: ofSetup && ofSetup.facts,
    check,
    needed: neededFieldsOf(connector, ofSetup?.heard ?? new Map(), record.externalId ?? ""),
    permissions: ofSetup && neededPermissions(connector, ofSetup.setup),
    lastEventAt,
    lastCall,
    pauses,
    waits: waits.get(record.id) ?? [],
  };
  return {
    findings: findConnectionTrouble(facts),
    checkedAt: (check.token?.at ?? check.subscription?.at ?? new Date(now)).toISOString(),
    lastEventAt: lastEventAt?.toISOString() ?? null,
    lastSend: lastCall && { at: lastCall.at.toISOString(), error: lastCall.error },
    cycles: cycles.map(({ id, name, status }) => ({ id: toWire("cycle", id), name, status })),
  };
}

/**
 * Permissions that cannot be done without, where the connector names them; else all that were asked for. A configuration
 * of Login for Business has permissions of its own, which only the application knows.
 */
function neededPermissions({ auth }: Connector, { loginKind, scopes }: SetupRecord): readonly string[] | null {
  const named = auth.flatMap((kind) => (kind.kind === "oauth2" ? Object.entries(kind.permissions ?? {}) : []));
  if (named.length > 0) return named.filter(([, { needed }]) => needed).map(([permission]) => permission);
  return loginKind === "facebook-login" ? scopes : null;
}

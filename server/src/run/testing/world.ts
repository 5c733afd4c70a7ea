import { type CycleDocumentInput, cycleDocument } from "@velodrome/contract";
import type { IncomingItem } from "@velodrome/kit";
import { newId, toWire } from "../../base/id.ts";
import { type Database, openDatabase } from "../../db/database.ts";
import { createTestDatabase } from "../../db/testing/test-database.ts";

/** A database of its own with one Setup, and what tests put into it. */
export async function createWorld() {
  const testDatabase = await createTestDatabase();
  const database = await openDatabase({
    url: testDatabase.url,
    // Dropping the database cuts connections that are still saying goodbye.
    onError: () => {},
  });
  const setupId = newId();
  await database.pool.query(
    `INSERT INTO setup (id, connector, name, key, client_id, key_id, client_secrets, scopes, graph_version)
     VALUES ($1, 'test', 'Test', $2, '1', 'k', '', '{}', 'v25.0')`,
    [setupId, newId()],
  );
  return {
    url: testDatabase.url,
    database,
    setupId,
    addAccount: () => addAccount(database),
    connect: (accountId: string, page: string) => connect(database, { setupId, accountId, page }),
    run: (accountId: string, document: CycleDocumentInput, pages: readonly string[]) =>
      addRunningCycle(database, { setupId, accountId, document, pages }),
    close: async () => {
      await database.close();
      await testDatabase.drop();
    },
  };
}

export type World = Awaited<ReturnType<typeof createWorld>>;

async function addAccount({ pool }: Database): Promise<string> {
  const id = newId();
  await pool.query("INSERT INTO account (id, name, timezone) VALUES ($1, 'Test', 'UTC')", [id]);
  return id;
}

async function connect(
  { pool }: Database,
  place: { setupId: string; accountId: string; page: string },
): Promise<string> {
  const id = newId();
  await pool.query(
    `INSERT INTO connection (account_id, id, connector, setup_id, name, status, external_id)
     VALUES ($1, $2, 'test', $3, 'Page', 'authenticated', $4)`,
    [place.accountId, id, place.setupId, place.page],
  );
  return id;
}

interface NewCycle {
  setupId: string;
  accountId: string;
  document: CycleDocumentInput;
  pages: readonly string[];
}

/** A cycle that runs its version 1: its first trigger listens for messages of these Pages. */
async function addRunningCycle({ pool }: Database, { setupId, accountId, document, pages }: NewCycle): Promise<string> {
  const id = newId();
  const text = JSON.stringify(cycleDocument.parse(document));
  await pool.query(
    "INSERT INTO cycle (account_id, id, name, status, draft, version) VALUES ($1, $2, 'Cycle', 'running', $3, 1)",
    [accountId, id, text],
  );
  await pool.query("INSERT INTO cycle_version (account_id, cycle_id, version, document) VALUES ($1, $2, 1, $3)", [
    accountId,
    id,
    text,
  ]);
  const trigger = document.steps?.[0]?.id ?? "message";
  for (const page of pages) {
    await pool.query(
      `INSERT INTO listener (setup_id, external_id, method, account_id, cycle_id, version, step, ordinal)
       VALUES ($1, $2, 'message', $3, $4, 1, $5, 0)`,
      [setupId, page, accountId, id, trigger],
    );
  }
  return id;
}

/** A message as a connector would split it out of a request. */
export function message(over: { page: string; person?: string; mid: string; text?: string }): IncomingItem {
  const { page, person = "p1", mid, text = "hi" } = over;
  return {
    kind: "message",
    channel: "messaging",
    externalId: page,
    person,
    lane: `${page}:${person}`,
    identity: mid,
    occurredAt: Date.UTC(2026, 10, 22),
    triggers: ["message", "any"],
    correlation: null,
    reference: mid,
    text,
    item: JSON.stringify({ sender: { id: person }, recipient: { id: page }, message: { mid, text } }),
  };
}

/** Message → send, by the test connector's one action. */
export const sendDocument = (connectionId: string, cameBy?: string): CycleDocumentInput => ({
  steps: [
    {
      ...{ id: "message", type: "trigger", connector: "test", method: "message" },
      ...(cameBy !== undefined && { connection: toWire("connection", cameBy) }),
    },
    {
      id: "reply",
      type: "action",
      connector: "test",
      method: "send",
      connection: toWire("connection", connectionId),
      input: { to: { step: "message", path: "sender.id" }, text: { step: "message", path: "message.text" } },
    },
  ],
  edges: [{ from: "message", to: "reply" }],
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { fromWire } from "../base/id.ts";
import { type ConnectStage, createConnectStage } from "./testing/connect-stage.ts";
import { authorize } from "./testing/connect-walk.ts";

let stage: ConnectStage;
beforeAll(async () => {
  stage = await createConnectStage();
});
afterAll(() => stage.server.close());

test("whoever begins a sign-in and whoever finishes one take connection and sign-in in the same order", async () => {
  const { one, connection } = await stage.scene();
  const id = fromWire("connection", connection);
  const url = await authorize(stage, one);
  const browser = stage.browser();
  await browser.get(url);
  const { pool } = stage.server.database;
  const finishing = await pool.connect();
  try {
    await finishing.query("BEGIN");
    await finishing.query("SELECT FROM connection WHERE id = $1 FOR UPDATE", [id]);
    const starting = browser.get(`${url}/start`);
    const waits = `SELECT FROM pg_locks WHERE NOT granted
      AND pid IN (SELECT pid FROM pg_stat_activity WHERE datname = current_database())`;
    await expect.poll(async () => (await pool.query(waits)).rowCount).toBe(1);
    await finishing.query("UPDATE sign_in SET outcome = NULL WHERE connection_id = $1", [id]);
    await finishing.query("COMMIT");
    expect((await starting).location).toContain("https://pages.example/dialog");
  } finally {
    finishing.release(true);
  }
});

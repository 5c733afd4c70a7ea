import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../base/id.ts";
import { createLog } from "../base/log.ts";
import { createWorld, type World } from "../run/testing/world.ts";
import { forgetSignIns } from "./forget-sign-ins.ts";

const now = Date.now();
const hour = 3_600_000;

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

test("sign-ins go a day after they are over, with what was granted in them", async () => {
  const { pool } = world.database;
  const accountId = await world.addAccount();
  const connectionId = newId();
  await pool.query(
    "INSERT INTO connection (account_id, id, connector, name, status) VALUES ($1, $2, 'test', 'x', 'new')",
    [accountId, connectionId],
  );
  const addSignIn = (origin: string, overForMs: number) =>
    pool.query(
      `INSERT INTO sign_in (account_id, id, connection_id, kind, status, token_hash, expires_at, origin)
       VALUES ($1, $2, $3, 'authorize', 'choosing', $4, $5, $6)`,
      [accountId, newId(), connectionId, Buffer.from(origin), new Date(now - overForMs), origin],
    );
  await addSignIn("kept: it goes on", -hour);
  await addSignIn("kept: over today", 23 * hour);
  await addSignIn("gone: over yesterday", 25 * hour);
  const deps = {
    database: world.database,
    clock: { now: () => now },
    log: createLog({ level: "fatal", pretty: false }),
  };
  await forgetSignIns(deps, new AbortController().signal);
  const { rows } = await pool.query<{ origin: string }>("SELECT origin FROM sign_in ORDER BY 1");
  expect(rows.map(({ origin }) => origin)).toEqual(["kept: it goes on", "kept: over today"]);
});

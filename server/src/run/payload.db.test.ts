import type { CycleDocumentInput } from "@velodrome/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemClock } from "../base/clock.ts";
import { createKeeper } from "../ingest/keep.ts";
import { createRunReader } from "./runs.ts";
import { testSealer } from "./testing/test-sealer.ts";
import { startWorker, testConnector } from "./testing/test-worker.ts";
import { createWorld, message, sendDocument, type World } from "./testing/world.ts";
import { createVersions } from "./versions.ts";

const mib = 1024 * 1024;

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

let pages = 0;

/** One message of that text to a cycle; answers what was sent, and the run. */
async function run(documentOf: (connectionId: string) => CycleDocumentInput, text: string) {
  const accountId = await world.addAccount();
  const page = `page-${(pages += 1)}`;
  await world.run(accountId, documentOf(await world.connect(accountId, page)), [page]);
  const { database } = world;
  const keeper = createKeeper({ pool: database.pool, clock: systemClock, touch: () => {}, observe: () => {} });
  await keeper.keep([message({ page, mid: page, text })], { setupId: world.setupId, connector: "test" });
  const { sent, connectors } = testConnector();
  const worker = await startWorker(world, connectors);
  await worker.idle();
  await worker.close();
  const reader = createRunReader({ sealer: testSealer, database, versions: createVersions(database), touch: () => {} });
  const { items } = await reader.list(accountId, { limit: 1 });
  const read = await reader.read(accountId, items[0]?.id ?? "");
  const { rows: blobs } = await database.pool.query<{ length: number; beside: boolean }>(
    `SELECT octet_length(b.bytes) AS length, EXISTS (SELECT FROM step_run s WHERE left(s.id::text, 13) = left(b.id::text, 13)) AS beside
     FROM blob b WHERE account_id = $1`,
    [accountId],
  );
  return { accountId, reader, sent, run: read, attempt: read.steps.at(-1)?.attempts.at(-1), blobs };
}

test("a payload above 256 KiB lies compressed beside its row, and is read back whole", async () => {
  const text = "Velodrome ".repeat(mib / 10);
  const { attempt, blobs } = await run(sendDocument, text);
  expect(attempt?.status).toBe("succeeded");
  expect(attempt?.input).toEqual({ to: "p1", text });
  expect(blobs).toEqual([{ length: expect.any(Number), beside: true }]);
  expect(blobs[0]?.length).toBeLessThan(mib / 20);
});

test("a retry takes large payloads along as its own", async () => {
  const text = "Velodrome ".repeat(mib / 10);
  const document: CycleDocumentInput = {
    steps: [
      { id: "message", type: "trigger", connector: "test", method: "message" },
      { id: "copy", type: "transform", expression: "message.message.text" },
      { id: "stop", type: "stop", outcome: "fail" },
    ],
    edges: [
      { from: "message", to: "copy" },
      { from: "copy", to: "stop" },
    ],
  };
  const { accountId, reader, run: failed } = await run(() => document, text);
  const { id } = await reader.retry(accountId, failed.id, { from: "failed-step", version: "same" });
  await world.database.pool.query(
    "DELETE FROM blob WHERE id = (SELECT min(id::text)::uuid FROM blob WHERE account_id = $1)",
    [accountId],
  );
  const retried = await reader.read(accountId, id);
  expect(retried.steps.find(({ step }) => step === "copy")?.attempts[0]?.output).toBe(text);
});

test("an input above 5 MiB fails its step before anything is sent or written", async () => {
  const { sent, attempt, run: failed, blobs } = await run(sendDocument, "x".repeat(5 * mib));
  expect(sent).toEqual([]);
  expect(failed).toMatchObject({ status: "failed", error: { code: "payload_too_large", class: "terminal" } });
  expect(attempt).toMatchObject({ status: "failed", input: null, error: { step: "reply" } });
  expect(blobs).toEqual([]);
});

test("so does an output, and what a For each has collected; the error port takes it", async () => {
  const grown = (expression: string): CycleDocumentInput => ({
    steps: [
      { id: "message", type: "trigger", connector: "test", method: "message" },
      { id: "grow", type: "transform", expression },
      { id: "caught", type: "transform", expression: "grow.error.code" },
    ],
    edges: [
      { from: "message", to: "grow" },
      { from: "grow", to: "caught", port: "error" },
    ],
  });
  const tripled = await run(
    () => grown("[message.message.text, message.message.text, message.message.text]"),
    "x".repeat(1_900_000),
  );
  expect(tripled.run.status).toBe("succeeded");
  expect(tripled.attempt?.output).toBe("payload_too_large");

  const collected = await run(
    () => ({
      steps: [
        { id: "message", type: "trigger", connector: "test", method: "message" },
        { id: "each", type: "for-each", list: { value: [1, 2, 3] }, collect: { step: "inside", path: "" } },
        { id: "inside", type: "transform", expression: "message.message.text" },
      ],
      edges: [
        { from: "message", to: "each" },
        { from: "each", to: "inside", port: "item" },
      ],
    }),
    "x".repeat(1_900_000),
  );
  expect(collected.run.error).toMatchObject({ code: "payload_too_large", step: "each" });
});

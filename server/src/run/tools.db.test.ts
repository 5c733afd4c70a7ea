import type { CycleDocumentInput } from "@velodrome/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemClock } from "../base/clock.ts";
import { createKeeper } from "../ingest/keep.ts";
import { createScriptPool } from "../step/script.ts";
import { createRunReader } from "./runs.ts";
import { startWorker, testConnector } from "./testing/test-worker.ts";
import { createWorld, message, type World } from "./testing/world.ts";
import { createVersions } from "./versions.ts";

let world: World;
const scripts = createScriptPool();
beforeAll(async () => {
  world = await createWorld();
});
afterAll(async () => {
  await scripts.close();
  await world.close();
});

const trigger = { id: "message", type: "trigger", connector: "test", method: "message" } as const;
let pages = 600;

/** One message to a cycle with these steps; answers its run when it is over. */
async function runOnce(document: CycleDocumentInput, text: string) {
  const account = await world.addAccount();
  const page = String((pages += 1));
  await world.connect(account, page);
  await world.run(account, { ...document, steps: [trigger, ...(document.steps ?? [])] }, [page]);
  const { database } = world;
  const keeper = createKeeper({ pool: database.pool, clock: systemClock, touch: () => {}, observe: () => {} });
  await keeper.keep([message({ page, mid: page, text })], { setupId: world.setupId, connector: "test" });
  const worker = await startWorker(world, testConnector().connectors, { scripts });
  const reader = createRunReader({ database, versions: createVersions(database), touch: () => {} });
  await worker.idle();
  await worker.close();
  const [run] = (await reader.list(account, { limit: 1 })).items;
  if (!run) throw new Error("No run came.");
  return reader.read(account, run.id);
}

const script = (code: string) => ({
  id: "script",
  type: "script" as const,
  code,
  timeoutMs: 100,
  input: { text: { step: "message", path: "message.text" } },
});

test("a script computes in a thread, and what it returns is there for later steps", async () => {
  const steps = [
    script("console.log('counting'); return { letters: input.text.length };"),
    { id: "double", type: "transform" as const, expression: "script.letters * 2" },
  ];
  const edges = [
    { from: "message", to: "script" },
    { from: "script", to: "double" },
  ];
  const run = await runOnce({ steps, edges }, "seven..");
  expect(run.status).toBe("succeeded");
  const [, first, second] = run.steps.map(({ attempts }) => attempts[0]);
  expect(first).toMatchObject({ input: { text: "seven..", log: ["counting"] }, output: { letters: 7 } });
  expect(second).toMatchObject({ output: 14 });
});

test("a script that never ends fails its run, or goes out by the error port", async () => {
  const endless = await runOnce({ steps: [script("for (;;) {}")], edges: [{ from: "message", to: "script" }] }, "hi");
  expect(endless).toMatchObject({ status: "failed", error: { code: "script_too_long", step: "script" } });
  const steps = [
    script("throw new Error(input.text)"),
    { id: "stop", type: "stop" as const, outcome: "succeed" as const },
  ];
  const edges = [
    { from: "message", to: "script" },
    { from: "script", to: "stop", port: "error" },
  ];
  const caught = await runOnce({ steps, edges }, "no good");
  expect(caught.status).toBe("succeeded");
  expect(caught.steps.find(({ step }) => step === "script")).toMatchObject({ status: "failed", port: "error" });
});

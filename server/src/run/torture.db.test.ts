import type { CycleDocumentInput, RunWithSteps } from "@velodrome/contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemClock } from "../base/clock.ts";
import { createKeeper } from "../ingest/keep.ts";
import { createScriptPool } from "../step/script.ts";
import { createRunReader } from "./runs.ts";
import { testSealer } from "./testing/test-sealer.ts";
import { startWorker, testConnector } from "./testing/test-worker.ts";
import { createWorld, message, sendDocument, type World } from "./testing/world.ts";
import { createVersions } from "./versions.ts";
import type { Worker } from "./worker.ts";

let world: World;
const scripts = createScriptPool();
const { sent, connectors } = testConnector();
let worker: Worker;
beforeAll(async () => {
  world = await createWorld();
  worker = await startWorker(world, connectors, { scripts });
});
afterAll(async () => {
  await worker.close();
  await scripts.close();
  await world.close();
});

type Steps = NonNullable<CycleDocumentInput["steps"]>;

let pages = 800;

/** A running cycle and one message to it; answers the way to its run. */
async function begin(steps: Steps, edges: NonNullable<CycleDocumentInput["edges"]>, text = "hi") {
  const account = await world.addAccount();
  const page = String((pages += 1));
  await world.connect(account, page);
  const trigger = { id: "message", type: "trigger", connector: "test", method: "message" } as const;
  await world.run(account, { steps: [trigger, ...steps], edges }, [page]);
  const { database } = world;
  const keeper = createKeeper({ pool: database.pool, clock: systemClock, touch: () => {}, observe: () => {} });
  await keeper.keep([message({ page, mid: page, text })], { setupId: world.setupId, connector: "test" });
  const reader = createRunReader({ sealer: testSealer, database, versions: createVersions(database), touch: () => {} });
  return async (): Promise<RunWithSteps> => {
    const [run] = (await reader.list(account, { limit: 1 })).items;
    if (!run) throw new Error("No run came.");
    return reader.read(account, run.id);
  };
}

const chain = (steps: Steps) => steps.map(({ id }, at) => ({ from: steps[at - 1]?.id ?? "message", to: id }));
const beginChain = (steps: Steps, text?: string) => begin(steps, chain(steps), text);
const compute = (expression: string) => ({ id: "bomb", type: "transform", expression }) as const;
const decide = (pattern: string) => ({
  id: "bomb",
  type: "decision" as const,
  conditions: {
    all: [
      {
        left: { step: "message", path: "message.text" },
        operator: "matches" as const,
        right: { value: pattern },
      },
    ],
  },
});

async function finish(read: () => Promise<RunWithSteps>): Promise<RunWithSteps> {
  await expect.poll(async () => (await worker.tick(), (await read()).finishedAt), { timeout: 90_000 }).not.toBeNull();
  return read();
}

/**
 * Measures how long the loop is kept by one turn, in processor time of this thread, so that a machine that does other things
 * is not taken for a loop that hangs.
 */
function watchTurns(): () => { p99: number; longest: number } {
  const turns: number[] = [];
  let before = process.threadCpuUsage();
  let watching = true;
  const look = () => {
    const { user, system } = process.threadCpuUsage(before);
    turns.push((user + system) / 1000);
    before = process.threadCpuUsage();
    if (watching) setImmediate(look);
  };
  setImmediate(look);
  return () => {
    watching = false;
    // A turn in which nothing happened is none.
    const busy = turns.filter((ms) => ms >= 1).toSorted((a, b) => a - b);
    return { p99: busy[Math.floor(busy.length * 0.99)] ?? 0, longest: busy.at(-1) ?? 0 };
  };
}

const endless = "($f := function($x) { $f($x + 1) }; $f(0))";
/** Too much for the event loop, and comes to its end. */
const heavy = "$count($map([1..700], function($i) { $string($i) & 'x' }))";

describe("what would bring a worker down", () => {
  test("a cycle of 300 steps runs through", async () => {
    const steps: Steps = Array.from({ length: 300 }, (_, at) => ({
      id: `s${at}`,
      type: "transform",
      expression: at === 0 ? "1" : `s${at - 1} + 1`,
    }));
    const run = await finish(await beginChain(steps));
    expect(run.status).toBe("succeeded");
    expect(run.steps).toHaveLength(301);
    expect(run.steps.find(({ step }) => step === "s299")?.attempts[0]?.output).toBe(300);
  });

  test.each([
    ["an endless expression", [compute(endless)], "hi", "expression_too_long"],
    ["an expression that grows without bounds", [compute("[1..9999999]")], "hi", "expression_too_long"],
    [
      "a pattern that is too large for a text",
      [decide("(x+x+)+y".repeat(100))],
      "x".repeat(60_000),
      "expression_too_long",
    ],
    [
      "an endless script",
      [{ id: "bomb", type: "script" as const, code: "for (;;) {}", timeoutMs: 1000 }],
      "hi",
      "script_too_long",
    ],
    [
      "a template of an endless expression",
      [
        {
          id: "bomb",
          type: "set-variables" as const,
          variables: [{ name: "a", value: { template: `So: {{ ${endless} }}` } }],
        },
      ],
      "hi",
      "expression_too_long",
    ],
  ])("%s fails its run with words", async (_, steps, text, code) => {
    const run = await finish(await beginChain(steps as Steps, text));
    expect([run.status, run.error?.code, run.error?.step]).toEqual(["failed", code, "bomb"]);
    expect(run.error?.message).toMatch(/\. Make it|give it less/);
  });

  test("what is too much for the event loop is computed in a thread, and is what it would have been here", async () => {
    const big = Array.from({ length: 40 }, () => `{{ ${heavy} }}`).join(" ");
    const run = await finish(
      await beginChain([
        compute(heavy),
        { id: "text", type: "set-variables", variables: [{ name: "text", value: { template: big } }] },
        { id: "last", type: "transform", expression: "$count($split(text.text, ' '))" },
      ]),
    );
    expect(run.error).toBeNull();
    expect(run.steps.find(({ step }) => step === "bomb")?.attempts[0]?.output).toBe(700);
    expect(run.steps.find(({ step }) => step === "last")?.attempts[0]?.output).toBe(40);
  });

  test("others are answered meanwhile, and no turn of the loop is long", async () => {
    const account = await world.addAccount();
    await world.run(account, sendDocument(await world.connect(account, "calm")), ["calm"]);
    const { database } = world;
    const keeper = createKeeper({ pool: database.pool, clock: systemClock, touch: () => {}, observe: () => {} });
    const turns = watchTurns();
    const bombs = await Promise.all([
      ...Array.from({ length: 8 }, () => beginChain([compute(endless)])),
      ...Array.from({ length: 8 }, () => beginChain([compute(heavy)])),
      beginChain([decide("(x+x+)+y".repeat(100))], "x".repeat(60_000)),
      beginChain([decide("(x+x+)+y")], "x".repeat(60_000)),
      beginChain([{ id: "bomb", type: "script", code: "for (;;) {}", timeoutMs: 1000 }]),
    ]);
    const calm = Array.from({ length: 20 }, (_, at) => `calm ${at}`);
    for (const mid of calm) {
      await keeper.keep([message({ page: "calm", mid, text: mid })], { setupId: world.setupId, connector: "test" });
      await worker.tick();
    }
    await expect
      .poll(async () => (await worker.tick(), sent.map(({ text }) => text).filter((text) => text.startsWith("calm"))), {
        timeout: 60_000,
      })
      .toEqual(calm);
    for (const read of bombs) await finish(read);
    const { p99, longest } = turns();
    console.log(`turns of the loop: p99 ${p99.toFixed(1)} ms, longest ${longest.toFixed(1)} ms of processor time`);
    expect(p99).toBeLessThan(100);
  }, 120_000);
});

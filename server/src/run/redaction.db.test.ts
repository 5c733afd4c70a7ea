import { type CycleDocumentInput, redactedText } from "@velodrome/contract";
import { afterEach, beforeEach, expect, it } from "vitest";
import { systemClock } from "../base/clock.ts";
import { fromWire, newId, toWire } from "../base/id.ts";
import { createKeeper } from "../ingest/keep.ts";
import { createRunReader } from "./runs.ts";
import { testSealer } from "./testing/test-sealer.ts";
import { type Behaviour, failure, startWorker, testConnector } from "./testing/test-worker.ts";
import { askDocument, startCycle } from "./testing/wait-cycle.ts";
import { createWorld, message, type World } from "./testing/world.ts";
import { createVersions } from "./versions.ts";
import type { Worker } from "./worker.ts";

let world: World;
let accountId: string;
let connection: string;
let worker: Worker | null = null;
const page = "page";
/** No document, no event and no log has it: steps put it together. */
const secret = "4111222233334444";
const lookup = {
  id: "lookup",
  type: "transform" as const,
  expression: "{ 'card': '41112222' & '33334444', 'kind': 'debit' }",
  redact: { output: ["card"] },
};
const trigger = { id: "message", type: "trigger", connector: "test", method: "message" } as const;

const say = (id: string, template: string) => ({
  ...{ id, type: "action" as const, connector: "test", method: "send", connection },
  input: { to: { step: "message", path: "sender.id" }, text: { template } },
});

beforeEach(async () => {
  world = await createWorld();
  accountId = await world.addAccount();
  connection = toWire("connection", await world.connect(accountId, page));
});
afterEach(async () => {
  await worker?.close();
  worker = null;
  await world.close();
});

const query = async (text: string, values: unknown[] = []) => (await world.database.pool.query(text, values)).rows;

/** What a dump would show; of a failing test that would be too much to read. */
async function everything(): Promise<string> {
  const tables = await query(
    `SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname NOT IN ('pg_catalog', 'information_schema')`,
  );
  return (await Promise.all(tables.map(({ name }) => rowsOf(name)))).join("\n");
}

const rowsOf = async (table: string): Promise<string> =>
  (await query(`SELECT string_agg(t::text, ' ') AS text FROM ${table} t`))[0]?.text ?? "";

const isKept = async (text: string) => (await everything()).includes(text);

async function begin(steps: CycleDocumentInput["steps"], edges: CycleDocumentInput["edges"], settings?: object) {
  const document = { steps: [trigger, ...(steps ?? [])], edges: edges ?? [], ...(settings && { settings }) };
  await world.run(accountId, document as CycleDocumentInput, [page]);
  const keeper = createKeeper({ pool: world.database.pool, clock: systemClock, touch: () => {}, observe: () => {} });
  await keeper.keep([message({ page, mid: newId(), text: "hi" })], { setupId: world.setupId, connector: "test" });
}

const way = (...ids: string[]) => ids.slice(1).map((to, at) => ({ from: ids[at] ?? "", to }));

async function work(behaviour?: Behaviour, elapsed = 0) {
  await worker?.close();
  const { sent, connectors } = testConnector(behaviour, "safe");
  worker = await startWorker(world, connectors, { clock: { now: () => systemClock.now() + elapsed }, lettingGoMs: 0 });
  await worker.idle();
  return sent.map(({ text }) => text);
}

const reader = () =>
  createRunReader({
    sealer: testSealer,
    ...{ database: world.database, versions: createVersions(world.database), touch: () => {} },
  });
async function readLatest() {
  const [run] = (await reader().list(accountId, { limit: 1 })).items;
  return reader().read(accountId, run?.id ?? "");
}
const attemptOf = async (step: string) =>
  (await readLatest()).steps.find((each) => each.step === step)?.attempts.at(-1);

it("a masked field is nowhere in the database, neither while the run sleeps nor after it, and the run has its value", async () => {
  const delay = { id: "delay", type: "delay" as const, duration: { value: 1 }, unit: "hours" as const };
  await begin(
    [
      lookup,
      say("first", "Card {{ lookup.card }}, {{ lookup.kind }}"),
      delay,
      say("second", "Again {{ lookup.card }}"),
    ],
    way("message", "lookup", "first", "delay", "second"),
  );
  let during = "";
  expect(
    await work(async () => {
      during = await everything();
    }),
  ).toEqual([`Card ${secret}, debit`]);
  expect([during.includes("lookup"), during.includes(secret)]).toEqual([true, false]);
  expect(await isKept(secret)).toBe(false);
  await query("UPDATE run_live SET due_at = now() - interval '1 second'");
  expect(await work(undefined, 3_600_000)).toEqual([`Again ${secret}`]);
  expect(await isKept(secret)).toBe(false);
  expect(await attemptOf("lookup")).toMatchObject({ output: { card: redactedText, kind: "debit" } });
  expect(await attemptOf("first")).toMatchObject({ input: { text: `Card ${redactedText}, debit` } });
});

it("after a wait a tool and its error have nothing of what an earlier step gave", async () => {
  const delay = { id: "delay", type: "delay" as const, duration: { value: 1 }, unit: "hours" as const };
  const repeat = { id: "repeat", type: "transform" as const, expression: "{ 'note': 'Card ' & lookup.card }" };
  const stop = {
    id: "stop",
    type: "stop" as const,
    outcome: "fail" as const,
    message: { template: "No {{ lookup.card }}" },
  };
  await begin([lookup, delay, repeat, stop], way("message", "lookup", "delay", "repeat", "stop"));
  await work();
  await query("UPDATE run_live SET due_at = now() - interval '1 second'");
  await work(undefined, 3_600_000);
  expect(await isKept(secret)).toBe(false);
  expect(await attemptOf("repeat")).toMatchObject({ output: { note: `Card ${redactedText}` } });
  expect((await readLatest()).error?.message).toBe(`No ${redactedText}`);
});

it("in a For each that goes on in another process a tool has nothing of what is masked in its list", async () => {
  const each = {
    ...{
      id: "each",
      type: "for-each" as const,
      list: { expression: "[1..2].{ 'card': '41112222' & '3333444' & $string($) }" },
    },
    redact: { input: ["list.card"] },
  };
  const delay = { id: "delay", type: "delay" as const, duration: { value: 1 }, unit: "hours" as const };
  const repeat = { id: "repeat", type: "transform" as const, expression: "{ 'note': 'Card ' & each.item.card }" };
  await begin(
    [each, delay, repeat],
    [...way("message", "each"), { from: "each", to: "delay", port: "item" }, ...way("delay", "repeat")],
  );
  await work();
  for (const hours of [1, 2]) {
    await query("UPDATE run_live SET due_at = now() - interval '1 second'");
    await work(undefined, hours * 3_600_000);
    expect(await isKept("411122223")).toBe(false);
  }
  expect(await readLatest()).toMatchObject({ status: "succeeded" });
});

it("what is masked of the event that began it is masked wherever a step uses it", async () => {
  const note = { id: "note", type: "transform" as const, expression: "{ 'note': 'Wrote ' & message.message.mid }" };
  await begin([note, say("tell", "{{ note.note }}")], way("message", "note", "tell"), { redact: ["message.mid"] });
  await work();
  expect(await attemptOf("note")).toMatchObject({ output: { note: `Wrote ${redactedText}` } });
  expect(await attemptOf("tell")).toMatchObject({ input: { text: `Wrote ${redactedText}` } });
});

it("a process that dies during a call leaves nothing of it, and the next one calls with the value", async () => {
  await begin([lookup, say("tell", "{{ lookup.card }}")], way("message", "lookup", "tell"));
  const { sent, connectors } = testConnector(
    (_, { signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => reject(new Error("gone")));
      }),
    "safe",
  );
  worker = await startWorker(world, connectors, { lettingGoMs: 0 });
  await expect.poll(() => sent.length).toBe(1);
  expect((await readLatest()).steps.at(-1)?.attempts).toMatchObject([{ input: { text: redactedText } }]);
  await worker.close();
  worker = null;
  expect(await isKept(secret)).toBe(false);
  expect(await work()).toEqual([secret]);
  expect(await isKept(secret)).toBe(false);
});

it("what an application says of it is masked in errors, too, and a retry from the failed step has the value", async () => {
  await begin([lookup, say("tell", "{{ lookup.card }}")], way("message", "lookup", "tell"));
  await work(({ text }) => {
    throw Object.assign(failure("terminal"), { message: `No card ${text}` });
  });
  const failed = await readLatest();
  expect(failed.error?.message).toBe(`No card ${redactedText}`);
  expect(await isKept(secret)).toBe(false);
  await reader().retry(accountId, failed.id, { from: "failed-step", version: "same" });
  expect(await work()).toEqual([secret]);
  expect(await readLatest()).toMatchObject({ status: "succeeded", retryOf: failed.id });
  expect(await isKept(secret)).toBe(false);
});

it("an output given by hand is masked as the step's own", async () => {
  const call = { ...say("card", "x"), redact: { output: ["card"] } };
  await begin([call, say("tell", "{{ card.card }}")], way("message", "card", "tell"));
  await work(() => {
    throw failure("terminal");
  });
  const skip = { output: { card: secret } };
  await reader().retry(accountId, (await readLatest()).id, { from: "failed-step", version: "same", skip });
  expect(await isKept(secret)).toBe(false);
  expect(await work()).toEqual([secret]);
  expect(await isKept(secret)).toBe(false);
});

it("lists that a For each goes through, what it collects, and variables are masked, over the end of a process", async () => {
  const list = "[1..3].{ 'card': '41112222' & '3333444' & $string($) }";
  const each = {
    ...{ id: "each", type: "for-each" as const, list: { expression: list }, collect: { expression: "each.item" } },
    redact: { input: ["list.card"], output: ["items.card"] },
  };
  const set = {
    ...{ id: "set", type: "set-variables" as const, redact: { output: ["card"] } },
    variables: [{ name: "card", value: { expression: "each.items[2].card" } }],
  };
  const pause = { id: "pause", type: "delay" as const, duration: { value: 1 }, unit: "hours" as const };
  await begin(
    [each, say("tell", "{{ each.item.card }}"), set, pause, say("last", "{{ $variables.card }}")],
    [
      { from: "message", to: "each" },
      { from: "each", to: "tell", port: "item" },
      { from: "each", to: "set" },
      { from: "set", to: "pause" },
      { from: "pause", to: "last" },
    ],
  );
  const seen: string[] = [];
  await work(({ text }) => {
    seen.push(text);
    if (seen.length === 2) throw failure("retryable", { retryAfterMs: 3_600_000 });
  });
  expect(await isKept("411122223")).toBe(false);
  await query("UPDATE run_live SET due_at = now() - interval '1 second'");
  const later = await work(undefined, 3_600_000);
  expect([...seen, ...later]).toEqual([1, 2, 2, 3].map((n) => `411122223333444${n}`));
  expect(await isKept("411122223")).toBe(false);
  await query("UPDATE run_live SET due_at = now() - interval '1 second'");
  expect(await work(undefined, 7_200_000)).toEqual(["4111222233334443"]);
  expect(await isKept("411122223")).toBe(false);
  expect(await readLatest()).toMatchObject({ status: "succeeded" });
});

const { redact: _, ...bare } = lookup;

it("a cycle masks a field in all its steps", async () => {
  await begin([bare, say("tell", "{{ lookup.card }}")], way("message", "lookup", "tell"), { redact: ["**.card"] });
  expect(await work()).toEqual([secret]);
  expect(await isKept(secret)).toBe(false);
});

it("a cycle that masks nothing keeps everything", async () => {
  await begin([bare, say("tell", "{{ lookup.card }}")], way("message", "lookup", "tell"));
  expect(await work()).toEqual([secret]);
  expect(await isKept(secret)).toBe(true);
});

it("of an event that a run waited for, what the step masks is not in the run's row nor in its attempts", async () => {
  const wait = { redact: { output: ["message.text"] } };
  await startCycle(world, accountId, askDocument(fromWire("connection", connection) ?? "", wait));
  const keeper = createKeeper({ pool: world.database.pool, clock: systemClock, touch: () => {}, observe: () => {} });
  const write = (text: string) =>
    keeper.keep([message({ page, mid: newId(), text })], { setupId: world.setupId, connector: "test" });
  await write("hi");
  expect(await work()).toEqual(["Who are you?"]);
  await write("Grace Hopper");
  let handedOver = "";
  expect(
    await work(async () => {
      handedOver = await rowsOf("run_live");
    }),
  ).toEqual(["Hello Grace Hopper"]);
  expect([handedOver.includes("wait"), handedOver.includes("Hopper")]).toEqual([true, false]);
  expect((await rowsOf("step_run")).includes("Hopper")).toBe(false);
  const { items } = await reader().list(accountId, { limit: 10 });
  const asked = await reader().read(accountId, items.at(-1)?.id ?? "");
  expect(asked.steps.find(({ step }) => step === "wait")?.attempts.at(-1)?.output).toMatchObject({
    message: { text: redactedText },
  });
});

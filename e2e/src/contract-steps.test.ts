import { type CycleDocumentInput, operators } from "@velodrome/contract";
import { beforeAll, expect, test } from "vitest";
import { makeSetup, makeTenant, type Scene, type Tenant } from "./harness/scene.ts";
import { until } from "./harness/until.ts";
import { useProduct } from "./harness/use-product.ts";
import { envelope, newMid, postWebhook } from "./harness/webhook.ts";

const stage = useProduct();
const page = "612300000000501";
const connector = "facebook-messenger";
let scene: Scene;
let tenant: Tenant;

interface Step {
  step: string;
  status: string;
  port: string | null;
  attempts: { input: unknown; output: unknown; error: { code: string } | null }[];
}
interface Run {
  id: string;
  status: string;
  error: unknown;
  steps: Step[];
}

beforeAll(async () => {
  const { product, graph } = stage();
  scene = await makeSetup(product.api, graph.url);
  tenant = await makeTenant(product.api, scene, page);
});

const trigger = () =>
  ({ id: "message", type: "trigger", connector, method: "message", connection: tenant.connection }) as const;
const send = (id: string, text: object, recipient: object = { step: "message", path: "sender.id" }) => ({
  ...({ id, type: "action", connector, method: "send-text", connection: tenant.connection } as const),
  input: { recipient, text },
});

/** What an item has besides `mid` and `text` in its message. */
const message = { text: "Oh Hi", nlp: { score: 7.5 }, is_echo: false, tags: ["a", "b"], note: "" };
const timestamp = Date.parse("2026-01-02T03:04:05Z");

/** One run of the document, to its end. */
async function runOf(document: object, person: string): Promise<Run> {
  const { api } = stage().product;
  const wanted = { name: "Steps", document: document as CycleDocumentInput };
  const { id } = await api.call<{ id: string }>("POST", `${tenant.path}/cycles`, wanted);
  await api.call("POST", `${tenant.path}/cycles/${id}/start`);
  const sender = { sender: { id: person }, recipient: { id: page }, timestamp };
  const body = envelope([{ page, items: [{ ...sender, message: { mid: newMid(), ...message } }] }]);
  expect((await postWebhook(scene, body)).status).toBe(200);
  const runs = () => api.list<Run>(`${tenant.path}/runs?cycle=${id}`);
  const ended = async () => (await runs()).find(({ status }) => ["succeeded", "failed"].includes(status));
  const run = await until("the run has ended", ended, { within: 60_000 });
  await api.call("POST", `${tenant.path}/cycles/${id}/stop`);
  return api.call<Run>("GET", `${tenant.path}/runs/${run.id}`);
}

const item = (path: string) => ({ step: "message", path });
const value = (each: unknown) => ({ value: each });
const ignoreCase = { ignoreCase: true };
type Comparison = [left: object, operator: string, right: object | null, holds: boolean, more?: object];

const comparisons: Comparison[] = [
  [item("message.text"), "exists", null, true],
  [item("message.nothing"), "exists", null, false],
  [item("message.nothing"), "not-exists", null, true],
  [item("message.text"), "not-exists", null, false],
  [item("message.text"), "equals", value("Oh Hi"), true],
  [item("message.text"), "equals", value("oh hi"), false],
  [item("message.text"), "equals", value("oh hi"), true, ignoreCase],
  [item("message.nlp.score"), "equals", value(7.5), true],
  [item("message.is_echo"), "equals", value(false), true],
  [item("message.text"), "not-equals", value("x"), true],
  [item("message.text"), "not-equals", value("Oh Hi"), false],
  [item("message.text"), "contains", value("Hi"), true],
  [item("message.text"), "contains", value("hi"), false],
  [item("message.text"), "contains", value("hi"), true, ignoreCase],
  [item("message.tags"), "contains", value("b"), true],
  [item("message.nothing"), "contains", value("x"), false],
  [item("message.text"), "not-contains", value("hi"), true],
  [item("message.text"), "not-contains", value("hi"), false, ignoreCase],
  [item("message.text"), "starts-with", value("Oh"), true],
  [item("message.text"), "starts-with", value("Hi"), false],
  [item("message.text"), "ends-with", value("Hi"), true],
  [item("message.text"), "ends-with", value("Oh"), false],
  [item("message.text"), "matches", value("^O\\w Hi$"), true],
  [item("message.text"), "matches", value("^hi"), false],
  [item("message.nlp.score"), "greater-than", value(7), true],
  [item("message.nlp.score"), "greater-than", value(7.5), false],
  [item("message.nlp.score"), "greater-or-equal", value(7.5), true],
  [item("message.nlp.score"), "less-than", value(8), true],
  [item("message.nlp.score"), "less-than", value(7.5), false],
  [item("message.nlp.score"), "less-or-equal", value(7.5), true],
  [value("2026-01-01T00:00:00Z"), "before", value("2026-01-02T00:00:00Z"), true],
  [value("2026-01-03T00:00:00Z"), "before", value("2026-01-02T00:00:00Z"), false],
  [value("2026-01-03T00:00:00Z"), "after", value("2026-01-02T00:00:00Z"), true],
  [item("message.note"), "is-empty", null, true],
  [value([]), "is-empty", null, true],
  [item("message.text"), "is-empty", null, false],
  [item("message.text"), "in", value(["x", "Oh Hi"]), true],
  [item("message.text"), "in", value(["x"]), false],
];

test("every operator decides as it says", async () => {
  const named = comparisons.map((comparison, index) => ({ id: `d${index}`, comparison }));
  const decisions = named.map(({ id, comparison: [left, operator, right, , more] }) => {
    const condition = { left, operator, ...(right === null ? {} : { right }), ...more };
    return { id, type: "decision", conditions: { all: [condition] } };
  });
  const edges = named.map(({ id }) => ({ from: "message", to: id }));
  const { status, steps } = await runOf({ steps: [trigger(), ...decisions], edges }, "7501");
  expect(status).toBe("succeeded");
  const ports = new Map(steps.map(({ step, port }) => [step, port]));
  const told = named.map(({ id, comparison }) => [JSON.stringify(comparison), ports.get(id)]);
  expect(told).toEqual(comparisons.map((comparison) => [JSON.stringify(comparison), String(comparison[3])]));
  expect(new Set(comparisons.map(([, operator]) => operator))).toEqual(new Set(operators));
});

test("groups of conditions nest", async () => {
  const yes = { left: item("message.text"), operator: "exists" };
  const no = { left: item("message.text"), operator: "not-exists" };
  const groups: [object, string][] = [
    [{ all: [yes, { any: [no, { all: [yes, yes] }] }] }, "true"],
    [{ all: [yes, { any: [no, { all: [yes, no] }] }] }, "false"],
    [{ any: [no, { all: [yes, { any: [no, yes] }] }] }, "true"],
  ];
  const decisions = groups.map(([conditions], index) => ({ id: `g${index}`, type: "decision", conditions }));
  const edges = decisions.map(({ id }) => ({ from: "message", to: id }));
  const { steps } = await runOf({ steps: [trigger(), ...decisions], edges }, "7502");
  expect(steps.slice(1).map(({ port }) => port)).toEqual(groups.map(([, port]) => port));
});

test("an input takes a value, a path, a template, an expression or a variable", async () => {
  const person = "7503";
  const sends = [
    send("first", value("as it stands")),
    send("second", item("message.text")),
    send("third", { template: "{{ message.message.text }}, {{ $uppercase(first.messageId) }}{{ message.gone }}!" }),
    send("fourth", { expression: "$string(message.message.nlp.score * 2)" }),
    send("fifth", { variable: "greeting" }, { expression: "message.sender.id" }),
  ];
  const path = ["message", ...sends.map(({ id }) => id)];
  const edges = path.slice(1).map((to, index) => ({ from: path[index], to }));
  const document = { steps: [trigger(), ...sends], edges, variables: { greeting: "from a variable" } };
  const before = stage().graph.replies.length;
  const { status, steps } = await runOf(document, person);
  expect([status, steps.map(({ status: each }) => each)]).toEqual(["succeeded", Array(6).fill("succeeded")]);
  const sent = stage().graph.replies.slice(before);
  expect(sent.map(({ recipient }) => recipient)).toEqual(Array(5).fill(person));
  const texts = ["as it stands", "Oh Hi", `Oh Hi, M_OUT${before + 1}!`, "15", "from a variable"];
  expect(sent.map(({ text }) => text)).toEqual(texts);
  expect(steps.at(-1)?.attempts[0]?.input).toMatchObject({ recipient: person, text: "from a variable" });
});

test("a Switch goes out by its case or by default, and several edges of a port run in the document's order", async () => {
  const when = (word: string) => ({ all: [{ left: item("message.text"), operator: "contains", right: value(word) }] });
  const cases = [
    { id: "bye", conditions: when("Bye") },
    { id: "greeting", conditions: when("Hi") },
  ];
  const steps = [
    trigger(),
    { id: "kind", type: "switch", cases },
    { id: "other", type: "switch", cases: cases.slice(0, 1) },
    send("later", value("later")),
    send("sooner", value("sooner")),
    send("never", value("never")),
    send("rest", value("rest")),
  ];
  const edges = [
    { from: "message", to: "kind" },
    { from: "message", to: "other" },
    { from: "kind", to: "sooner", port: "greeting" },
    { from: "kind", to: "later", port: "greeting" },
    { from: "kind", to: "never", port: "default" },
    { from: "other", to: "rest", port: "default" },
  ];
  const run = await runOf({ steps, edges }, "7504");
  expect(run.status).toBe("succeeded");
  const ways = run.steps.flatMap(({ step, port }) => (port === null ? [] : [[step, port]]));
  expect(Object.fromEntries(ways)).toEqual({ kind: "greeting", other: "default" });
  const sent = stage().graph.replies.filter(({ recipient }) => recipient === "7504");
  expect(sent.map(({ text }) => text)).toEqual(["sooner", "later", "rest"]);
});

test("a step that fails goes out by its error port where that leads somewhere, and else ends the run", async () => {
  const refusal = { error: { message: "no", type: "OAuthException", code: 551, error_subcode: 1545041 } };
  const steps = [trigger(), send("reply", value("refused")), send("sorry", value("sorry"))];
  const edges = [
    { from: "message", to: "reply" },
    { from: "reply", to: "sorry", port: "error" },
  ];
  stage().graph.refusals.push({ status: 400, body: refusal });
  const caught = await runOf({ steps, edges }, "7505");
  expect(caught).toMatchObject({ status: "succeeded", error: null });
  expect(caught.steps.map(({ step, status, port }) => [step, status, port])).toEqual([
    ["message", "succeeded", null],
    ["reply", "failed", "error"],
    ["sorry", "succeeded", null],
  ]);
  stage().graph.refusals.push({ status: 400, body: refusal });
  const ended = await runOf({ steps: steps.slice(0, 2), edges: edges.slice(0, 1) }, "7506");
  expect(ended).toMatchObject({ status: "failed", error: { class: "terminal", step: "reply" } });
});

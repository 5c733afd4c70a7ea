import { type Connection, cycleDocument } from "@velodrome/contract";
import { expect, it } from "vitest";
import { staysInSandbox } from "./stays-in-sandbox.ts";

const connection = (id: string, sandbox: boolean) => ({ id, connector: "chat", sandbox }) as Connection;
const [inside, outside] = [connection("con_inside", true), connection("con_outside", false)];

const send = (id: string, over: object = {}) => ({ id, type: "action", connector: "chat", method: "say", ...over });
const document = cycleDocument.parse({
  steps: [send("a", { connection: inside.id }), send("b", { connection: outside.id }), send("c")],
  edges: [],
});

it("is so of steps whose connections are all the sandbox's", () => {
  expect(staysInSandbox(["a"], document, [inside, outside])).toBe(true);
  expect(staysInSandbox(["a", "b"], document, [inside, outside])).toBe(false);
});

it("is so of a step that names none where the account's only connection is", () => {
  expect(staysInSandbox(["c"], document, [inside])).toBe(true);
  expect(staysInSandbox(["c"], document, [outside])).toBe(false);
  expect(staysInSandbox(["c"], document, [inside, outside])).toBe(false);
  expect(staysInSandbox(["gone"], document, [inside])).toBe(false);
});

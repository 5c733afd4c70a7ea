import type { Event } from "@velodrome/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ConnectStage, createConnectStage } from "./testing/connect-stage.ts";
import { choose, signIn } from "./testing/connect-walk.ts";

let stage: ConnectStage;
let origin: string;
beforeAll(async () => {
  stage = await createConnectStage();
  origin = await stage.server.api.listen({ port: 0, host: "127.0.0.1" });
});
afterAll(() => stage.server.close());

/** Reads a stream until this stands in it. */
async function readUntil(body: ReadableStream<Uint8Array>, wanted: string): Promise<string> {
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    if (text.includes(wanted)) return text;
  }
  throw new Error(`The stream ended without ${wanted}: ${text}`);
}

test("the first message is told live, to the sign-in's own browser, of its own connections only", async () => {
  const { one } = await stage.scene();
  const { browser, ...choosing } = await signIn(stage, one);
  await choose(browser, choosing, ["7"]);
  const { pathname } = new URL(`${choosing.location}/live`, origin);
  expect((await fetch(`${origin}${pathname}`)).status).toBe(403);
  const answer = await fetch(`${origin}${pathname}`, { headers: { cookie: browser.cookiesAt(pathname) } });
  expect(answer.headers.get("content-type")).toContain("text/event-stream");
  const { id: connection } = (await stage.server.call("GET", one)).body;
  const message = { id: "evt_1", kind: "message", connection, text: "Ahoy" };
  stage.tellLive({ ...message, id: "evt_0", connection: "con_of_another", text: "Not theirs" } as Event);
  stage.tellLive({ ...message, id: "evt_0", kind: "read" } as Event);
  stage.tellLive(message as Event);
  if (answer.body === null) throw new Error("A stream has a body.");
  const text = await readUntil(answer.body, "Ahoy");
  expect(text).toContain('event: message\nid: evt_1\ndata: {"words":"Your first message has come: Ahoy"}');
  expect(text).not.toContain("Not theirs");
});

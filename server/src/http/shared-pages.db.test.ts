import { afterAll, beforeAll, expect, test } from "vitest";
import { createResourceServer, type ResourceServer } from "./testing/resource-server.ts";

let server: ResourceServer;
let page = 0;
beforeAll(async () => {
  server = await createResourceServer();
});
afterAll(() => server.close());

async function addSetup(sharedPages: "refuse" | "each"): Promise<string> {
  const wanted = { name: "App", clientId: "1", clientSecret: "s", sharedPages };
  return (await server.call("POST", "/v1/connectors/chat/setups", wanted)).body.id;
}

/** Puts the Page into a new account. */
async function connect(setup: string, pageId: string) {
  const { wire } = await server.addAccount("Customer");
  const home = `/v1/accounts/${wire}`;
  const wanted = { connector: "chat", setup, name: "Page" };
  const { id } = (await server.call("POST", `${home}/connections`, wanted)).body;
  const token = `token-${pageId}`;
  server.application.tokens.set(token, { externalId: pageId, name: null });
  const put = await server.call("PUT", `${home}/connections/${id}/credentials`, { pageId, pageAccessToken: token });
  return { home, put };
}

async function start(home: string, steps: object[]) {
  const document = { steps, edges: steps.length > 1 ? [{ from: "hear", to: "reply" }] : [] };
  const { id } = (await server.call("POST", `${home}/cycles`, { name: "Cycle", document })).body;
  return (await server.call("POST", `${home}/cycles/${id}/start`)).body;
}

const hear = { id: "hear", type: "trigger", connector: "chat", method: "message" };
const reply = {
  ...{ id: "reply", type: "action", connector: "chat", method: "say" },
  input: { recipient: { value: "p" }, text: { value: "Hello" } },
};
const newPage = () => String(++page);

test("a Page of another account is refused, and whose it is stays unsaid", async () => {
  const setup = await addSetup("refuse");
  const pageId = newPage();
  const first = await connect(setup, pageId);
  expect(first.put.status).toBe(200);
  const { put } = await connect(setup, pageId);
  expect(put).toMatchObject({ status: 409, body: { error: { code: "page_in_use", details: { pageId } } } });
  // Whoever connects a Page cannot change the Setup.
  expect(put.body.error.message).toMatch(/Disconnect it there first\. Only whoever runs this installation can let/);
  expect(put.text).not.toContain(first.home.split("/").at(-1));
});

test("where accounts may share it, the second running cycle that answers warns at its start", async () => {
  const setup = await addSetup("each");
  const pageId = newPage();
  const [one, two] = [await connect(setup, pageId), await connect(setup, pageId)];
  expect(await start(one.home, [hear, reply])).toMatchObject({ status: "running", warnings: [] });
  expect((await start(two.home, [hear])).warnings).toEqual([]);
  const { status, warnings } = await start(two.home, [hear, reply]);
  expect(status).toBe("running");
  expect(warnings).toEqual([
    { code: "page_answered_twice", message: expect.stringContaining(`The Page ${pageId} `), details: { page: pageId } },
  ]);
});

test("cycles of one account that answer at the same Page are nobody else's business", async () => {
  const { home } = await connect(await addSetup("each"), newPage());
  await start(home, [hear, reply]);
  expect((await start(home, [hear, reply])).warnings).toEqual([]);
});

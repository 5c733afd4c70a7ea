import { afterAll, beforeAll, expect, test } from "vitest";
import { hideAccountRow } from "../account/account-store.ts";
import { clearNotice, type NoticeToRaise, raiseNotice } from "../account/notices.ts";
import { createResourceServer, type ResourceServer } from "./testing/resource-server.ts";

let server: ResourceServer;
beforeAll(async () => {
  server = await createResourceServer();
});
afterAll(() => server.close());

const plain: NoticeToRaise = {
  key: "plain",
  code: "webhook_drift",
  severity: "warning",
  message: "The callback URL is another one.",
  act: "register-webhook",
  accountId: null,
  connectionId: null,
  setupId: null,
  connector: "fake",
};

async function list(query = ""): Promise<{ items: { id: string; message: string }[]; nextCursor: string | null }> {
  const { status, body } = await server.call("GET", `/v1/notices${query}`);
  expect(status).toBe(200);
  return body;
}
const messages = async () => (await list()).items.map(({ message }) => message);

test("a notice stands once however often it is raised, with its newest words, and goes when it is cleared", async () => {
  expect(await raiseNotice(server, plain)).toBe(true);
  expect(await raiseNotice(server, { ...plain, message: "Now a field is missing." })).toBe(false);
  expect(await messages()).toEqual(["Now a field is missing."]);
  await clearNotice(server, plain.key);
  await clearNotice(server, plain.key);
  expect(await messages()).toEqual([]);
});

test("one that was put away stays away until it was mended and comes again", async () => {
  await raiseNotice(server, plain);
  const { items } = await list();
  const dismiss = () => server.call("POST", `/v1/notices/${items[0]?.id}/dismiss`);
  expect((await dismiss()).status).toBe(204);
  expect((await dismiss()).status).toBe(204);
  expect(await raiseNotice(server, plain)).toBe(false);
  expect(await messages()).toEqual([]);
  await clearNotice(server, plain.key);
  expect(await raiseNotice(server, plain)).toBe(true);
  expect(await messages()).toEqual([plain.message]);
  await clearNotice(server, plain.key);
  expect((await dismiss()).body).toMatchObject({ error: { code: "notice_not_found" } });
});

test("the worst come first, page by page", async () => {
  const severities = ["info", "error", "warning", "error"] as const;
  for (const [index, severity] of severities.entries()) {
    await raiseNotice(server, { ...plain, key: `k${index}`, severity, message: `${severity} ${index}` });
  }
  const first = await list("?limit=3");
  expect(first.items.map(({ message }) => message)).toEqual(["error 3", "error 1", "warning 2"]);
  const second = await list(`?limit=3&cursor=${first.nextCursor}`);
  expect(second).toMatchObject({ items: [{ message: "info 0" }], nextCursor: null });
  for (const index of severities.keys()) await clearNotice(server, `k${index}`);
});

test("what concerned an account that was deleted is not shown any more", async () => {
  const { id } = await server.addAccount("Gone");
  await raiseNotice(server, { ...plain, accountId: id });
  expect(await messages()).toEqual([plain.message]);
  await hideAccountRow(server.database, id, new Date());
  expect(await messages()).toEqual([]);
});

import { createHmac } from "node:crypto";
import type { AuditEntry, Connection, Erasure, Event, Run } from "@velodrome/contract";
import { expect, test } from "vitest";
import { ask } from "./harness/api.ts";
import { findSecret, readDatabaseText } from "./harness/database-text.ts";
import { makeSetup, makeTenant, type Scene, startReplying } from "./harness/scene.ts";
import { until } from "./harness/until.ts";
import { useProduct } from "./harness/use-product.ts";
import { envelope, postWebhook, textItem } from "./harness/webhook.ts";

const stage = useProduct();
const within = 60_000;
const [page, otherPage] = ["612300000000078", "612300000000079"];
const [person, neighbour] = ["7999000000000031", "7999000000000032"];

const write = async (scene: Scene, from: string, text: string) => {
  const item = textItem({ page, person: from, text });
  expect((await postWebhook(scene, envelope([{ page, items: [item] }]))).status).toBe(200);
};

test("somebody who wrote to a Page is erased from everything that the database holds; others stay", async () => {
  const { api } = stage().product;
  const scene = await makeSetup(api, stage().graph.url);
  const tenant = await makeTenant(api, scene, page);
  await startReplying(api, tenant, { reply: "You said: {{ message.message.text }}" });
  await write(scene, person, "swordfish-to-forget");
  await write(scene, person, "swordfish-again");
  await write(scene, neighbour, "to keep");
  const runs = () => api.list<Run>(`${tenant.path}/runs`);
  const ended = async () => (await runs()).filter(({ status }) => status === "succeeded").length === 3;
  await until("every message is answered", ended, { within });

  const asked = await api.call<Erasure>("POST", `${tenant.path}/erasures`, { page, person });
  expect(asked).toMatchObject({ page, person: "…0031", requestedBy: "VELODROME_API_KEY" });
  const read = () => api.call<Erasure>("GET", `${tenant.path}/erasures/${asked.id}`);
  await until("it is done", async () => (await read()).status === "done", { within });
  expect(await read()).toMatchObject({ events: 2, runs: 2, person: "…0031" });
  expect((await api.list<Event>(`${tenant.path}/events`)).map(({ text }) => text)).toEqual(["to keep"]);
  expect(await runs()).toHaveLength(1);
  const tables = await readDatabaseText(stage().installation.data);
  const seen = [...tables].filter(([, text]) => [person, "swordfish"].some((word) => findSecret(text, word)));
  expect(seen.map(([table]) => table)).toEqual([]);
  const audit = await api.list<AuditEntry>("/v1/audit");
  expect(audit).toContainEqual(expect.objectContaining({ act: "erasure.done", actor: "VELODROME_API_KEY" }));
  await write(scene, person, "a new conversation");
  await until("what comes afterwards is kept", async () => (await runs()).length === 2, { within });
});

test("a Page that removes the app is disconnected, and whoever asked sees on a page that it is done", async () => {
  const { api } = stage().product;
  const scene = await makeSetup(api, stage().graph.url);
  const { path, connection } = await makeTenant(api, scene, otherPage);
  const payload = Buffer.from(
    JSON.stringify({ algorithm: "HMAC-SHA256", issued_at: "1411072285", profile_id: otherPage, user_id: null }),
  ).toString("base64url");
  const call = (secret: string) => {
    const signed = `${createHmac("sha256", secret).update(payload).digest("base64url")}.${payload}`;
    return ask(`${scene.url}/data-deletion`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ signed_request: signed }).toString(),
    });
  };
  expect((await call("not the secret")).status).toBe(403);
  const { status, body } = await call(scene.secret);
  expect(status).toBe(200);
  const { url, confirmation_code: code } = JSON.parse(body) as { url: string; confirmation_code: string };
  expect(url.endsWith(`/privacy/deletions/${code}`)).toBe(true);
  const statusPage = async () => (await ask(api.url + new URL(url).pathname)).body;
  await until("the page says that it is done", async () => (await statusPage()).includes("Done."), { within });
  const read = () => api.call<Connection>("GET", `${path}/connections/${connection}`);
  expect(await read()).toMatchObject({ status: "new", page: null, reason: { code: "page_removed_app" } });
});

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { AuditEntry, Event } from "@velodrome/contract";
import { expect, test } from "vitest";
import { startProgram } from "./harness/program.ts";
import { makeSetup, makeTenant, startReplying } from "./harness/scene.ts";
import { startSending } from "./harness/sending.ts";
import { until } from "./harness/until.ts";
import { useProduct } from "./harness/use-product.ts";
import { envelope, postWebhook, textItem } from "./harness/webhook.ts";

const stage = useProduct();
const load = { people: 20, messages: 600 };
const within = 60_000;

test("the encryption key changes while messages come: none is lost, no request fails, and the old key is needed no more", async () => {
  const { product, graph, installation } = stage();
  const { api } = product;
  const scene = await makeSetup(api, graph.url);
  const page = "612300000000012";
  const tenant = await makeTenant(api, scene, page);
  await startReplying(api, tenant, { reply: "{{ message.message.text }}" });
  const keyIds = async () =>
    (await readFile(join(installation.data, "encryption-keys"), "utf8")).split(",").map((key) => key.split(":")[0]);
  expect(await keyIds()).toEqual(["k1"]);
  let rotated = false;
  const half = load.messages / 2;
  const sending = startSending(scene, { ...load, page, mayWrite: (accepted) => rotated || accepted < half });
  await until("messages come", () => sending.accepted() >= 50, { within });

  const rotation = startProgram({ VELODROME_DATA: installation.data }, ["keys", "rotate"]);
  // Secrets are sealed and opened all the while, by a process that began with the old key.
  for (let round = 0; !rotation.hasEnded(); round += 1) {
    await api.call("PATCH", scene.path, { verifyToken: `token-${round}` });
    await api.call("PATCH", "/v1/settings/general", {
      smtp: { host: "127.0.0.1", port: 9, username: "u", password: `p-${round}`, from: "a@b.example" },
    });
  }
  const { code, stdout } = await rotation.ended;
  expect([code, rotation.output()]).toEqual([0, expect.stringContaining("No row needs k1 any more")]);
  expect(stdout).not.toContain((await readFile(join(installation.data, "encryption-keys"), "utf8")).split(":")[1]);
  expect(await keyIds()).toEqual(["k2"]);
  rotated = true;

  await sending.done;
  expect(sending.resent()).toBe(0);
  const sent = [...sending.sent.values()].flat();
  const events = await api.list<Event>(`${tenant.path}/events`);
  expect(new Set(events.map(({ text }) => text))).toEqual(new Set(sent));
  const replied = () => new Set(graph.replies.map(({ text }) => text));
  await until("every message has its reply", () => sent.every((text) => replied().has(text)), { within });
  expect(await api.list<AuditEntry>("/v1/audit")).toContainEqual(expect.objectContaining({ act: "keys.rotated" }));
});

test("a start after the rotation opens everything with the new key alone", async () => {
  const { installation, product, graph } = stage();
  const scene = await makeSetup(product.api, graph.url);
  const page = "612300000000013";
  const tenant = await makeTenant(product.api, scene, page);
  await startReplying(product.api, tenant, { reply: "again {{ message.message.text }}" });
  await product.stop();
  const again = await installation.start();
  const item = textItem({ page, person: "7999000000000002", text: "hello" });
  expect((await postWebhook(scene, envelope([{ page, items: [item] }]))).status).toBe(200);
  await until("it is answered", () => graph.replies.some(({ text }) => text === "again hello"), { within });
  await again.stop();
});

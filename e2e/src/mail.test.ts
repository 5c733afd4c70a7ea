import type { Connection, Notice } from "@velodrome/contract";
import { expect, onTestFinished, test } from "vitest";
import { ask } from "./harness/api.ts";
import { startMailServer } from "./harness/mail-server.ts";
import { makeSetup, makeTenant, startReplying } from "./harness/scene.ts";
import { until } from "./harness/until.ts";
import { useProduct } from "./harness/use-product.ts";
import { envelope, postWebhook, textItem } from "./harness/webhook.ts";

const stage = useProduct();
const within = 90_000;
const page = "612300000000041";

test("a connection whose token dies is told once by mail, to the partner and to the account's contact with a link", async () => {
  const { product, graph, installation } = stage();
  const { api } = product;
  const server = await startMailServer();
  onTestFinished(server.close);
  await api.call("PATCH", "/v1/settings/general", {
    displayName: "Acme",
    noticeEmail: "ops@acme.example",
    smtp: { host: "127.0.0.1", port: server.port, secure: false, from: "hello@acme.example" },
  });
  const scene = await makeSetup(api, graph.url);
  const tenant = await makeTenant(api, scene, page);
  await api.call("PATCH", tenant.path, { contactEmail: "owner@cafe.example" });
  await startReplying(api, tenant, { reply: "Hello" });
  const write = async (person: string) => {
    const body = envelope([{ page, items: [textItem({ page, person, text: "hi" })] }]);
    expect((await postWebhook(scene, body)).status).toBe(200);
  };

  graph.refusals.push({
    status: 400,
    body: { error: { message: "Invalid OAuth access token.", type: "OAuthException", code: 190 } },
  });
  await write("1");
  const lost = async () =>
    (await api.call<Connection>("GET", `${tenant.path}/connections/${tenant.connection}`)).status ===
    "needs_reauthentication";
  await until("the connection is lost", lost, { within });
  await until("both mails have come", () => server.mails.length >= 2, { within });
  const mailTo = (to: string) => server.mails.filter((mail) => mail.to === to).map(({ text }) => text);
  const [toContact = "", ...more] = mailTo("owner@cafe.example");
  expect(more).toEqual([]);
  expect(mailTo("ops@acme.example")).toHaveLength(1);
  expect(toContact).toContain("Subject: Acme: please connect again");
  const link = /http:\/\/localhost:\d+\/connect\/[\w-]+/.exec(toContact)?.[0] ?? "";
  const opened = await ask(link.replace("localhost", "127.0.0.1"), {
    headers: { host: new URL(installation.url).host },
  });
  expect([opened.status, opened.body]).toEqual([200, expect.stringContaining("Acme")]);

  // What happens to it afterwards is no news.
  await write("2");
  const notices = async () =>
    (await api.list<Notice>("/v1/notices")).filter(({ connection }) => connection === tenant.connection);
  // A mail is there before it is noted as sent.
  const isNoted = async () => (await notices()).every(({ mailedAt }) => mailedAt !== null);
  await until("the notice says that it was mailed", isNoted, { within });
  expect(await notices()).toHaveLength(1);
  expect(server.mails).toHaveLength(2);
});

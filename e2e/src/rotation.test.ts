import { randomBytes } from "node:crypto";
import type { Event, Setup, SetupHealth } from "@velodrome/contract";
import { expect, test } from "vitest";
import { makeSetup, makeTenant, startReplying } from "./harness/scene.ts";
import { type Sending, startSending } from "./harness/sending.ts";
import { until } from "./harness/until.ts";
import { useProduct } from "./harness/use-product.ts";
import { envelope, postWebhook, textItem } from "./harness/webhook.ts";

const stage = useProduct();
const load = { people: 20, messages: 600 };
const within = 60_000;

/** Everything that was sent came, was run and was answered, and no request had to be made again. */
async function expectNothingLost(sending: Sending, events: () => Promise<readonly Event[]>): Promise<void> {
  await sending.done;
  expect(sending.resent()).toBe(0);
  const sent = [...sending.sent.values()].flat();
  expect(new Set((await events()).map(({ text }) => text))).toEqual(new Set(sent));
  const replied = () => new Set(stage().graph.replies.map(({ text }) => text));
  await until("every message has its reply", () => sent.every((text) => replied().has(text)), { within });
}

test("the app secret changes under load: both are good until the former is retired, and no message is lost", async () => {
  const { product, graph } = stage();
  const { api } = product;
  const scene = await makeSetup(api, graph.url);
  const page = "612300000000011";
  const tenant = await makeTenant(api, scene, page);
  await startReplying(api, tenant, { reply: "{{ message.message.text }}" });
  const former = { url: scene.url, secret: scene.secret };
  const address = { ...former };
  let mayWrite = 0;
  const sending = startSending(address, { ...load, page, mayWrite: (accepted) => accepted < mayWrite });
  const accepted = (count: number) => until(`${count} are accepted`, () => sending.accepted() >= count, { within });

  mayWrite = 400;
  await accepted(100);
  const clientSecret = randomBytes(16).toString("hex");
  expect(await api.call<Setup>("PATCH", scene.path, { clientSecret })).toMatchObject({ hasFormerSecret: true });
  await accepted(200);
  // Meta signs with the new one from now on; what it had signed before is still on its way.
  address.secret = clientSecret;
  await accepted(300);
  const late = textItem({ page, person: "7999000000000001", text: "signed before" });
  expect((await postWebhook(former, envelope([{ page, items: [late] }]))).status).toBe(200);
  const retired = await api.call<Setup>("PATCH", scene.path, { retireFormerSecret: true });
  expect(retired).toMatchObject({ hasFormerSecret: false });
  mayWrite = load.messages;
  const tooLate = textItem({ page, person: "7999000000000001", text: "signed too late" });
  await until(
    "the former secret is good no more",
    async () => (await postWebhook(former, envelope([{ page, items: [tooLate] }]))).status === 403,
    { within },
  );

  const events = async () =>
    (await api.list<Event>(`${tenant.path}/events`)).filter(({ text }) => !text?.startsWith("signed"));
  await expectNothingLost(sending, events);
  const health = await api.call<SetupHealth>("GET", `${scene.path}/health`);
  expect(health.rejections).toMatchObject([{ reason: "wrong_signature" }]);
});

import type { Event, SetupHealth } from "@velodrome/contract";
import { beforeAll, describe, expect, test } from "vitest";
import { readFixtures } from "./harness/fixture.ts";
import { makeSetup, makeTenant, type Scene, startReplying, type Tenant } from "./harness/scene.ts";
import { useProduct } from "./harness/use-product.ts";
import { postWebhook } from "./harness/webhook.ts";

const page = "612300000000001";
const fixtures = readFixtures(page);

describe.runIf(fixtures.length > 0)("what others recorded of Meta's webhooks", () => {
  const stage = useProduct();
  let scene: Scene;
  let tenant: Tenant;

  beforeAll(async () => {
    const { product, graph } = stage();
    scene = await makeSetup(product.api, graph.url);
    tenant = await makeTenant(product.api, scene, page);
    await startReplying(product.api, tenant, { reply: "Got it" });
  });

  const events = () => stage().product.api.list<Event>(`${tenant.path}/events`);

  test("every recording is answered 200, and each thing in them is kept once", async () => {
    for (const { name, body } of fixtures) expect([name, (await postWebhook(scene, body)).status]).toEqual([name, 200]);
    expect(fixtures).toHaveLength(170);
    const things = new Set(fixtures.flatMap(({ keys }) => [...keys]));
    expect(await events()).toHaveLength(things.size);
  });

  test("posted again, nothing is new and everything is counted as a duplicate", async () => {
    const before = await events();
    const health = () => stage().product.api.call<SetupHealth>("GET", `${scene.path}/health`);
    const { duplicates } = await health();
    for (const { name, body } of fixtures) expect([name, (await postWebhook(scene, body)).status]).toEqual([name, 200]);
    expect(await events()).toEqual(before);
    expect((await health()).duplicates - duplicates).toBeGreaterThanOrEqual(before.length);
  });
});

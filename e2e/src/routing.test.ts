import type { Connection, Cycle, Setup } from "@velodrome/contract";
import { expect, test } from "vitest";
import { tokenOf } from "./harness/fake-graph.ts";
import { addConnection, makeAccount, makeSetup, startReplying, type Tenant } from "./harness/scene.ts";
import { until } from "./harness/until.ts";
import { useProduct } from "./harness/use-product.ts";
import { envelope, postWebhook, textItem } from "./harness/webhook.ts";

const stage = useProduct();
/** The fourth is shared by two of the accounts. */
const pages = ["71", "72", "73", "74", "75"].map((end) => `6123000000000${end}`);
const places = [
  ["north", 0],
  ["north", 1],
  ["south", 2],
  ["south", 3],
  ["west", 3],
  ["west", 4],
] as const;

interface Listening {
  name: string;
  page: string;
  tenant: Tenant;
  cycle: Cycle;
}

/** Two cycles for each place: one replies to everything, one to what has its word. */
const isWanted = ({ name }: Listening, text: string): boolean => name.endsWith("all") || text.includes("hi");

test("of one Setup, every event reaches exactly the cycles that should have it, whatever becomes of the others", async () => {
  const { product, graph } = stage();
  const { api } = product;
  const scene = await makeSetup(api, graph.url);
  await api.call<Setup>("PATCH", scene.path, { sharedPages: "each" });
  const accounts = new Map<string, Tenant["path"]>();
  const cycles: Listening[] = [];
  for (const [account, index] of places) {
    const page = pages[index] ?? "";
    const path = accounts.get(account) ?? (await makeAccount(api, account));
    accounts.set(account, path);
    const tenant = await addConnection(api, scene, path, page);
    for (const [kind, word] of [["all"], ["hi", "hi"]] as const) {
      const name = `${account}-${index}-${kind}`;
      const reply = `${name}: {{ message.message.text }}`;
      const cycle = await startReplying(api, tenant, { reply, ...(word && { word }) });
      cycles.push({ name, page, tenant, cycle });
    }
  }
  expect([accounts.size, new Set(cycles.map(({ page }) => page)).size, cycles.length]).toEqual([3, 5, 12]);

  let round = 0;
  /** One POST with a greeting and a word for every Page; then exactly these cycles have replied to each. */
  const expectReplies = async (running: readonly Listening[]): Promise<void> => {
    round += 1;
    const person = `24000000000000${round}`;
    const texts = [`hi ${round}`, `bye ${round}`];
    const before = graph.replies.length;
    const entries = pages.map((page) => ({ page, items: texts.map((text) => textItem({ page, person, text })) }));
    expect((await postWebhook(scene, envelope(entries))).status).toBe(200);
    const wanted = running.flatMap((each) =>
      texts.filter((text) => isWanted(each, text)).map((text) => `${each.name}: ${text}`),
    );
    const came = () => graph.replies.slice(before).map(({ text }) => text);
    await until(`${wanted.length} replies`, () => came().length >= wanted.length, { within: 60_000 });
    await until("nothing is left to run", async () => (await unfinished()) === 0, { within: 60_000 });
    expect(came().toSorted()).toEqual(wanted.toSorted());
  };
  const unfinished = async (): Promise<number> => {
    const lists = await Promise.all(
      [...accounts.values()].flatMap((path) =>
        ["queued", "running", "waiting"].map((status) => api.list(`${path}/runs?status=${status}`)),
      ),
    );
    return lists.flat().length;
  };

  await expectReplies(cycles);
  const [stopped, deleted] = [cycles[6], cycles[1]];
  if (!stopped || !deleted) throw new Error("There are twelve cycles.");
  await api.call("POST", `${stopped.tenant.path}/cycles/${stopped.cycle.id}/stop`);
  await api.call("DELETE", `${deleted.tenant.path}/cycles/${deleted.cycle.id}`);
  const left = cycles.filter((each) => each !== stopped && each !== deleted);
  await expectReplies(left);

  // One of the two accounts gives the shared Page up: the other goes on.
  const west = cycles.find(({ name }) => name === "west-3-all");
  if (!west) throw new Error("West has the shared Page.");
  const connection = `${west.tenant.path}/connections/${west.tenant.connection}`;
  expect((await api.call<Connection>("DELETE", `${connection}/credentials`)).status).toBe("new");
  await expectReplies(left.filter(({ name }) => !name.startsWith("west-3")));
});

test("a Page that another account has is refused unless the Setup says otherwise, and nobody is named", async () => {
  const { product, graph } = stage();
  const { api } = product;
  const scene = await makeSetup(api, graph.url);
  const page = "612300000000088";
  await addConnection(api, scene, await makeAccount(api, "Holder Incorporated"), page);
  const second = await makeAccount(api, "second");
  const { id } = await api.call<Connection>("POST", `${second}/connections`, {
    connector: "facebook-messenger",
    setup: scene.setup.id,
    name: "Mine too",
  });
  const credentials = { pageId: page, pageAccessToken: tokenOf(page) };
  const refusal = await api.call("PUT", `${second}/connections/${id}/credentials`, credentials).catch(String);
  expect(refusal).toContain("409");
  expect(refusal).toContain("page_in_use");
  expect(refusal).not.toContain("Holder Incorporated");
  await api.call<Setup>("PATCH", scene.path, { sharedPages: "each" });
  const { status } = await api.call<Connection>("PUT", `${second}/connections/${id}/credentials`, credentials);
  expect(status).toBe("authenticated");
});

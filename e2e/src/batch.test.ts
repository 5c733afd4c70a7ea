import type { Event, Run } from "@velodrome/contract";
import { expect, test } from "vitest";
import { makeSetup, makeTenant, startReplying } from "./harness/scene.ts";
import { until } from "./harness/until.ts";
import { useProduct } from "./harness/use-product.ts";
import { type Entry, envelope, newMid, postWebhook } from "./harness/webhook.ts";

const stage = useProduct();
const pages = { first: "612300000000001", second: "612300000000002", nobodys: "612300000000003" };
const people = 4;
const itemsOfPage = 40;
const personOf = (page: string, index: number): string => `${page}${index % people}`;

/** 40 items of a Page, by its people in turn. The number stands first, so that a reply shows which it answers. */
function messagesOf(page: string): { sender: { id: string }; message: { mid: string; text: string } }[] {
  return Array.from({ length: itemsOfPage }, (_, index) => ({
    sender: { id: personOf(page, index) },
    recipient: { id: page },
    timestamp: Date.now(),
    message: { mid: newMid(), text: `${index}` },
  }));
}

test("of one POST with three Pages, a duplicate and all sorts of oddities, every item is kept for its owner and run in order", async () => {
  const { product, graph } = stage();
  const { api } = product;
  const scene = await makeSetup(api, graph.url);
  const first = await makeTenant(api, scene, pages.first);
  const second = await makeTenant(api, scene, pages.second);
  for (const tenant of [first, second]) await startReplying(api, tenant, { reply: "{{ message.message.text }}" });

  const [ofFirst, ofSecond, ofNobody] = [pages.first, pages.second, pages.nobodys].map(messagesOf);
  if (!ofFirst || !ofSecond || !ofNobody) throw new Error("Three Pages were asked for.");
  const surrogate = "8 \ud83d alone";
  const zero = "9 \u0000 inside";
  Object.assign(ofFirst[8]?.message ?? {}, { text: surrogate });
  Object.assign(ofSecond[9]?.message ?? {}, { text: zero });
  const unknown: object[] = ofSecond;
  unknown[20] = { sender: { id: personOf(pages.second, 20) }, something_new: { mid: newMid() } };
  const doubled: object[] = ofFirst;
  doubled[31] = { ...ofFirst[30] };
  const entries: Entry[] = [
    { page: pages.first, items: ofFirst },
    { page: pages.second, items: ofSecond },
    { page: pages.nobodys, items: ofNobody },
  ];
  const body = envelope(entries);
  expect(body).toContain(String.raw`\ud83d`);
  expect(body).toContain(String.raw`\u0000`);
  expect((await postWebhook(scene, body)).status).toBe(200);

  // Kept, each with its owner.
  const eventsOfFirst = await api.list<Event>(`${first.path}/events`);
  const eventsOfSecond = await api.list<Event>(`${second.path}/events`);
  const held = await api.list<Event>(`${scene.path}/events?routed=false`);
  const heldForNobody = held.filter(({ account }) => account === null);
  expect([eventsOfFirst.length, eventsOfSecond.length, heldForNobody.length]).toEqual([39, 40, 40]);
  expect(new Set(eventsOfFirst.map(({ page }) => page))).toEqual(new Set([pages.first]));
  expect(new Set(eventsOfSecond.map(({ page }) => page))).toEqual(new Set([pages.second]));
  expect(new Set(heldForNobody.map(({ page }) => page))).toEqual(new Set([pages.nobodys]));
  expect(eventsOfSecond.filter(({ kind }) => kind === "unknown")).toMatchObject([{ routed: false }]);
  expect(await api.list<Event>(`${scene.path}/events`)).toHaveLength(119);

  // Run, in order within each lane.
  const runs = async () => [
    ...(await api.list<Run>(`${first.path}/runs`)),
    ...(await api.list<Run>(`${second.path}/runs`)),
  ];
  const isOver = async () => (await runs()).every(({ finishedAt }) => finishedAt !== null);
  await until("every run has ended", isOver, { within: 60_000 });
  expect(await runs()).toHaveLength(39 + 39);
  expect((await runs()).filter(({ status }) => status !== "succeeded")).toEqual([]);
  for (const [page, left] of [
    [pages.first, 31],
    [pages.second, 20],
  ] as const) {
    for (const person of new Set(Array.from({ length: people }, (_, index) => personOf(page, index)))) {
      const written = Array.from({ length: itemsOfPage }, (_, index) => index).filter(
        (index) => index !== left && personOf(page, index) === person,
      );
      const replied = graph.replies.filter(({ recipient }) => recipient === person);
      expect([person, replied.map(({ text }) => Number.parseInt(text, 10))]).toEqual([person, written]);
    }
  }
  const texts = graph.replies.map(({ text }) => text);
  expect(texts).toContain(surrogate);
  expect(texts).toContain(zero);
});

import { readFile } from "node:fs/promises";
import type { Event, Run } from "@velodrome/contract";
import type { Locator, Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { seriousViolations } from "./harness/browser.ts";
import { makeSetup, makeTenant, type Scene, startReplying, type Tenant } from "./harness/scene.ts";
import { until } from "./harness/until.ts";
import { useProduct } from "./harness/use-product.ts";
import { envelope, postWebhook, textItem } from "./harness/webhook.ts";
import { named, signIn, useBrowser } from "./harness/windows.ts";

const ada = { email: "ada@example.com", password: "correct horse battery" };
const stage = useProduct({ VELODROME_ADMIN_EMAIL: ada.email, VELODROME_ADMIN_PASSWORD: ada.password });
const openPage = useBrowser();
const pages = { first: "612300000000901", second: "612300000000902" };
const within = 60_000;
let scene: Scene;
let first: Tenant;
let second: Tenant;

/** Messages that came while nobody listened. */
const kept = ["one", "two", "three", "four"];

beforeAll(async () => {
  const { product, graph } = stage();
  scene = await makeSetup(product.api, graph.url);
  first = await makeTenant(product.api, scene, pages.first);
  second = await makeTenant(product.api, scene, pages.second);
  await post(pages.first, ...kept);
  await post(pages.second, "five");
  const read = {
    sender: { id: "7901" },
    recipient: { id: pages.first },
    timestamp: Date.now(),
    read: { watermark: 1 },
  };
  await postWebhook(scene, envelope([{ page: pages.first, items: [read] }]));
  for (const tenant of [first, second])
    await startReplying(product.api, tenant, { reply: "Re: {{ message.message.text }}" });
});

async function post(page: string, ...texts: string[]): Promise<void> {
  const items = texts.map((text) => textItem({ page, person: "7901", text }));
  await postWebhook(scene, envelope([{ page, items }]));
}

const replies = () => stage().graph.replies.map(({ text }) => text);

async function openConsole(path: string): Promise<Page> {
  const page = await openPage();
  await page.goto(`${named(stage().installation.url)}${path}`);
  await signIn(page, ada);
  return page;
}

const tableOf = (page: Page, name: string): Locator => page.getByRole("table", { name });
const rowOf = (page: Page, text: string): Locator =>
  tableOf(page, "Events")
    .getByRole("row")
    .filter({ has: page.getByText(text, { exact: true }) });
const button = (page: Page, name: string | RegExp): Locator => page.getByRole("button", { name, exact: true });

test("all events that a list's filters find are replayed: counted first, then run, the oldest first", async () => {
  const page = await openConsole(`/accounts/${first.account}/events?routed=false`);
  await rowOf(page, "one").waitFor();
  await button(page, "Replay all…").click();
  const dialog = page.getByRole("dialog", { name: "Replay events" });
  await dialog.getByText("5 events would start 4 runs.").waitFor();
  await dialog.getByText("4 runs of Reply").waitFor();
  await dialog.getByText("1 event is listened to by no running cycle").waitFor();
  expect(await seriousViolations(page)).toEqual([]);
  expect(replies()).toEqual([]);
  await button(page, "Replay 5 events").click();
  await dialog.getByText("4 runs were started.").waitFor();
  await dialog.getByText("1 started nothing").waitFor();
  expect(await seriousViolations(page)).toEqual([]);
  await until("all are answered", () => replies().length === kept.length, { within });
  expect(replies()).toEqual(kept.map((text) => `Re: ${text}`));
});

test("chosen events, picked by keys alone, are exported and replayed, and no others", async () => {
  const page = await openConsole(`/accounts/${first.account}/events?kind=message`);
  await rowOf(page, "one").waitFor();
  await page.getByRole("heading", { level: 1, name: "Events" }).click();
  // Newest first: four, then three and two.
  for (const key of ["j", "j", "x", "j", "Shift+X"]) await page.keyboard.press(key);
  const bar = page.getByRole("group", { name: "2 events selected" });
  await bar.waitFor();
  expect(await rowOf(page, "two").getByRole("checkbox").isChecked()).toBe(true);
  expect(await rowOf(page, "four").getByRole("checkbox").isChecked()).toBe(false);
  await button(page, "Export 2").click();
  const coming = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "JSON" }).click();
  const rows = JSON.parse(await readFile(await (await coming).path(), "utf8")) as Event[];
  expect(rows.map(({ text }) => text)).toEqual(["three", "two"]);
  const before = replies().length;
  await bar.getByRole("button", { name: "Replay 2", exact: true }).click();
  await page.getByText("2 events would start 2 runs.").waitFor();
  await button(page, "Replay 2 events").click();
  await page.getByText("2 runs were started.").waitFor();
  await until("both are answered", () => replies().length === before + 2, { within });
  expect(replies().slice(before)).toEqual(["Re: two", "Re: three"]);
});

test("across accounts chosen events are replayed each in its own", async () => {
  const page = await openConsole("/events?kind=message");
  const before = replies().length;
  for (const text of ["five", "one"]) await rowOf(page, text).getByRole("checkbox").check();
  await button(page, "Replay 2").click();
  await page.getByText("2 events would start 2 runs.").waitFor();
  await button(page, "Replay 2 events").click();
  await page.getByText("1 run was started.").nth(1).waitFor();
  await until("both are answered", () => replies().length === before + 2, { within });
  expect(replies().slice(before).toSorted()).toEqual(["Re: five", "Re: one"]);
  for (const { path } of [first, second]) {
    const [newest] = await stage().product.api.list<Run>(`${path}/runs`);
    expect(newest).toMatchObject({ origin: "replay" });
  }
});

test("what fails most is counted, and leads to the runs that failed so and to the address that says it", async () => {
  const refusal = {
    status: 400,
    body: { error: { message: "No matching user found", code: 100, type: "OAuthException" } },
  };
  const { api } = stage().product;
  for (const text of ["six", "seven"]) {
    stage().graph.refusals.push(refusal);
    await post(pages.first, text);
    const failed = () => api.list<Run>(`${first.path}/runs?status=failed&q=${text}`);
    await until("it has failed", async () => (await failed()).length === 1, { within });
  }
  const [run] = await api.list<Run>(`${first.path}/runs?status=failed`);
  const page = await openConsole(`/accounts/${first.account}/runs`);
  await tableOf(page, "Runs").waitFor();
  await button(page, "What fails most").click();
  const panel = page.getByRole("region", { name: "What fails most" });
  await panel.getByText("All 2 failed runs").waitFor();
  await panel.getByRole("button", { name: /^2 ×.*in step reply/ }).click();
  await page.waitForURL((url) => {
    const { searchParams: set } = url;
    return set.get("code") === run?.error?.code && set.get("step") === "reply" && set.get("failures") === "true";
  });
  await page.getByText("Failed step: reply").waitFor();
  const rows = tableOf(page, "Runs").getByRole("row");
  await expect.poll(() => rows.count()).toBe(3);
  expect(await rows.filter({ hasText: "Failed" }).count()).toBe(2);
  expect(await seriousViolations(page)).toEqual([]);
  // The address alone brings it back, and the same click lets go of it.
  await page.reload();
  await panel.getByRole("button", { name: /^2 ×/, pressed: true }).click();
  await page.waitForURL((url) => !url.searchParams.has("code"));
  await expect.poll(() => rows.count()).toBeGreaterThan(3);
});

test("chosen runs are retried by one request, counted first, and those that were before are left out", async () => {
  const page = await openConsole(`/accounts/${first.account}/runs?status=failed`);
  const rows = tableOf(page, "Runs").getByRole("row");
  for (const text of ["six", "seven"]) await rows.filter({ hasText: text }).getByRole("checkbox").check();
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST") asked.push(request.url());
  });
  const bar = page.getByRole("group", { name: "2 runs selected" });
  await bar.getByRole("button", { name: "Retry 2…", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Retry many runs" });
  await dialog.getByText(/^The 2 runs you chose, of /).waitFor();
  await dialog.getByText("2 runs.", { exact: true }).waitFor();
  expect(await seriousViolations(page)).toEqual([]);
  const before = replies().length;
  await dialog.getByRole("button", { name: "Retry 2 runs", exact: true }).click();
  await dialog.getByText("2 runs are done.").waitFor();
  await until("both are answered", () => replies().length === before + 2, { within });
  expect(replies().slice(before).toSorted()).toEqual(["Re: seven", "Re: six"]);
  // One asks for the count, and one for the deed.
  expect(asked.filter((url) => url.endsWith("/runs/retry"))).toHaveLength(2);
  await dialog.getByRole("button", { name: "Close", exact: true }).last().click();
  await bar.getByRole("button", { name: "Retry 2…", exact: true }).click();
  await dialog.getByText("No run fits. Change the filters, or what is asked for.").waitFor();
});

test("what arrives while a list is held back is counted over it, and moves nothing", async () => {
  const page = await openConsole(`/accounts/${second.account}/events?kind=message`);
  await rowOf(page, "five").waitFor();
  await button(page, "Hold back what arrives").click();
  const before = await tableOf(page, "Events").boundingBox();
  await post(pages.second, "six");
  await button(page, "1 new event").waitFor();
  expect(await tableOf(page, "Events").boundingBox()).toEqual(before);
  await button(page, "1 new event").click();
  await rowOf(page, "six").waitFor();
});

test("a page that is opened offline for the first time comes when there is a network again", async () => {
  const page = await openConsole(`/accounts/${second.account}/events`);
  await rowOf(page, "five").waitFor();
  await page.context().setOffline(true);
  await page.getByRole("link", { name: "Variables", exact: true }).click();
  await until("it was asked for", () => Promise.resolve(page.url().endsWith("/variables")), { within });
  // It is still ours, not the browser's page of an error.
  await page.getByRole("navigation", { name: "Main" }).waitFor();
  await page.context().setOffline(false);
  await page.getByRole("heading", { level: 1, name: "Variables" }).waitFor();
});

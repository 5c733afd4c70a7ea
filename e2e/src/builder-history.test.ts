import type { CycleWithDocument } from "@velodrome/contract";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { card, entry, openBlank, saved } from "./harness/building.ts";
import { useBuilder } from "./harness/use-builder.ts";
import { signIn } from "./harness/windows.ts";

const { person, stage, openConsole, cycles, onServer } = useBuilder();

/** Many pages are walked through; a busy machine needs more than the usual time for that. In ms. */
const long = 300_000;

const undo = (page: Page) => page.getByRole("button", { name: "Undo", exact: true });
const redo = (page: Page) => page.getByRole("button", { name: "Redo", exact: true });
const countOf = async (page: Page) => (await onServer(page)).document.steps.length;

async function addDelays(page: Page, count: number): Promise<void> {
  for (let added = 0; added < count; added++) await entry(page, "Delay").click();
}

async function reload(page: Page): Promise<void> {
  await page.reload();
  await saved(page);
}

/** What the dialog lists, newest first. */
async function acts(page: Page): Promise<string[]> {
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "What was done" }).click();
  const dialog = page.getByRole("dialog", { name: "What was done" });
  await dialog.waitFor();
  const listed = await dialog.getByRole("listitem").allInnerTexts();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  return listed;
}

test(
  "thirty acts are undone to the empty canvas after the page was loaded anew, and done again, in the middle of them too",
  async () => {
    const page = await openConsole();
    await openBlank(page, cycles(), "Loaded anew");
    const many = 30;
    await addDelays(page, many);
    const listed = await acts(page);
    // At once: what was done last is not lost with the page either.
    await entry(page, "Message").click();
    await reload(page);
    expect((await acts(page)).slice(1)).toEqual(listed.map((label) => label.replace(/\s*Now$/i, "")));
    for (let left = many + 1; left > 0; left--) await undo(page).click();
    await expect.poll(() => undo(page).isDisabled()).toBe(true);
    await expect.poll(() => countOf(page)).toBe(0);
    await saved(page);
    await reload(page);
    for (let left = many; left > 0; left--) await redo(page).click();
    await expect.poll(() => countOf(page)).toBe(many);
    await reload(page);
    await redo(page).click();
    await card(page, "Message").waitFor();
    await expect.poll(() => countOf(page)).toBe(many + 1);
  },
  long,
);

test(
  "what was not saved yet can still be undone after the page was loaded anew",
  async () => {
    const page = await openConsole();
    await openBlank(page, cycles(), "Not saved");
    await addDelays(page, 1);
    await saved(page);
    await page.route(/\/cycles\/cyc_\w+$/, (route) =>
      route.request().method() === "PATCH" ? route.abort() : route.continue(),
    );
    await addDelays(page, 2);
    await page.getByRole("status").filter({ hasText: "Kept here: offline" }).waitFor();
    await page.unrouteAll({ behavior: "wait" });
    await reload(page);
    await expect.poll(() => countOf(page)).toBe(3);
    for (const _ of [1, 2, 3]) await undo(page).click();
    await expect.poll(() => countOf(page)).toBe(0);
  },
  long,
);

test(
  "a tab and its duplicate have each their own",
  async () => {
    const page = await openConsole();
    await openBlank(page, cycles(), "Two tabs");
    await addDelays(page, 2);
    await saved(page);
    // A window opened by a page begins with a copy of its session storage, as a duplicated tab does.
    const opened = page.waitForEvent("popup");
    await page.evaluate("void open(location.href)");
    const second = await opened;
    await saved(second);
    expect(await undo(second).isDisabled()).toBe(true);
    await addDelays(second, 1);
    await saved(second);
    await expect.poll(() => page.locator(".react-flow__node").count()).toBe(3);
    await Promise.all([reload(page), reload(second)]);
    expect(await acts(second)).toHaveLength(2);
    expect((await acts(page))[0]).toMatch(/^Change made elsewhere/);
    for (const _ of [1, 2, 3]) await undo(page).click();
    await expect.poll(() => countOf(page)).toBe(0);
  },
  long,
);

test(
  "what somebody else drew while the page was away is not undone by what was done before it",
  async () => {
    const page = await openConsole();
    await openBlank(page, cycles(), "Drawn by others");
    await addDelays(page, 2);
    await saved(page);
    const address = page.url();
    const { id, document, revision } = await onServer(page);
    await page.goto("about:blank");
    const { api } = stage().product;
    const theirs = { ...document, steps: [...document.steps, { id: "end", type: "stop" }] };
    const change = { document: theirs, revision };
    await api.call<CycleWithDocument>("PATCH", `/v1/accounts/demo/cycles/${id}`, change);
    await page.goto(address);
    await saved(page);
    await expect.poll(() => page.locator(".react-flow__node").count()).toBe(3);
    expect(await undo(page).isDisabled()).toBe(true);
    expect(await redo(page).isDisabled()).toBe(true);
  },
  long,
);

test(
  "whoever signs out leaves nothing of it in the browser",
  async () => {
    const page = await openConsole();
    await openBlank(page, cycles(), "Signed out for good");
    await addDelays(page, 2);
    await saved(page);
    const address = page.url();
    await page.getByRole("button", { name: "Your account", exact: true }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.getByRole("heading", { name: "Sign in", exact: true }).waitFor();
    await page.goto(address);
    await signIn(page, person);
    await saved(page);
    await card(page, "Delay").first().waitFor();
    expect(await undo(page).isDisabled()).toBe(true);
  },
  long,
);

test(
  "a browser that keeps nothing lets everything be drawn and undone as ever",
  async () => {
    const page = await openConsole();
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.addInitScript(
      `IDBFactory.prototype.open = () => { throw new DOMException("Forbidden", "SecurityError"); };`,
    );
    await openBlank(page, cycles(), "Private");
    await addDelays(page, 2);
    await saved(page);
    await reload(page);
    expect(await undo(page).isDisabled()).toBe(true);
    await addDelays(page, 1);
    await undo(page).click();
    await expect.poll(() => countOf(page)).toBe(2);
    expect(complaints).toEqual([]);
  },
  long,
);

import type { Locator, Page } from "playwright-core";
import { until } from "./until.ts";

interface Point {
  x: number;
  y: number;
}

/** One step's card on the canvas; `clickCard` opens it. */
export const card = (page: Page, title: string): Locator =>
  page.locator(".react-flow__node").filter({ has: page.getByText(title, { exact: true }) });

export const panel = (page: Page, title: string): Locator =>
  page.getByRole("complementary", { name: `Step ${title}`, exact: true });

/** What can be added, in the palette. */
export const entry = (page: Page, name: string): Locator =>
  page.getByRole("complementary", { name: "Steps to add" }).getByRole("button", { name, exact: true }).first();

/** Everything is at the server. */
export const saved = (page: Page): Promise<void> =>
  page.getByRole("status").filter({ hasText: "Draft saved" }).waitFor();

/** Cycles → New cycle → Blank: an empty canvas in the Builder. */
export async function openBlank(page: Page, account: string, name: string): Promise<void> {
  await page.goto(account);
  await page.getByRole("button", { name: "New cycle" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: "Blank" }).check();
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("button", { name: "Create cycle" }).click();
  await page.getByRole("heading", { name, exact: true }).waitFor();
  await saved(page);
}

/** Where it stands once it does not move any more. */
const boxOf = async (of: Locator) => {
  await (await of.elementHandle())?.waitForElementState("stable");
  const box = await of.boundingBox();
  if (box === null) throw new Error("What the mouse is to reach is not on the page.");
  return box;
};

export const middle = async (of: Locator): Promise<Point> => {
  const { x, y, width, height } = await boxOf(of);
  return { x: x + width / 2, y: y + height / 2 };
};

/** Whether it is on the canvas whole. */
export async function isInSight(page: Page, one: Locator): Promise<boolean> {
  const [canvas, box] = [await boxOf(page.locator(".react-flow")), await boxOf(one)];
  const [right, bottom] = [canvas.x + canvas.width, canvas.y + canvas.height];
  return box.x >= canvas.x && box.y >= canvas.y && box.x + box.width <= right && box.y + box.height <= bottom;
}

/**
 * Clicks a step's card where a person could: on the canvas that is seen. A card beyond its edge, beneath the open panel say,
 * would be scrolled into sight for the click, and the canvas scrolls back at once. Where that happens between press and
 * release, they fall on two things, and nothing is clicked.
 */
export async function clickCard(page: Page, title: string): Promise<void> {
  const one = card(page, title);
  await one.waitFor();
  if (!(await isInSight(page, one))) {
    await page.getByRole("button", { name: "Fit everything in" }).click();
    await until(`the card “${title}” is in sight`, () => isInSight(page, one), { within: 30_000 });
  }
  await one.click();
}

/** Presses at a place, moves by so many pixels and releases. */
export async function pull(page: Page, from: Point, by: Point): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + by.x, from.y + by.y, { steps: 4 });
  await page.mouse.up();
}

/** Draws a way from a port to a step with the mouse. */
export async function drawWay(page: Page, from: Locator, to: Locator): Promise<void> {
  const [start, end] = [await middle(from), await middle(to)];
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 4 });
  await page.mouse.move(end.x, end.y, { steps: 4 });
  await page.mouse.up();
}

/** Writes to a Page in the sandbox's chat, and waits for what it answers. */
export async function chat(page: Page, text: string, reply: string): Promise<void> {
  await page.getByRole("status").filter({ hasText: "Live" }).waitFor();
  await page.getByLabel("Message", { exact: true }).fill(text);
  await page.getByRole("button", { name: "Send" }).click();
  await page.locator('[data-from="page"]', { hasText: reply }).first().waitFor();
}

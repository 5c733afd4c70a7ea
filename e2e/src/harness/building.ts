import type { Locator, Page } from "playwright-core";

/** One step's card on the canvas. */
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
const middle = async (of: Locator): Promise<{ x: number; y: number }> => {
  await (await of.elementHandle())?.waitForElementState("stable");
  const box = await of.boundingBox();
  if (box === null) throw new Error("What is to be dragged is not on the page.");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};

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

import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { seriousViolations } from "./harness/browser.ts";
import { card, entry, openBlank } from "./harness/building.ts";
import { useBuilder } from "./harness/use-builder.ts";

const { openConsole, cycles, onServer } = useBuilder();

const heading = (page: Page) => page.getByRole("heading", { level: 1, name: "Cycles", exact: true });
const palette = (page: Page) => page.getByRole("dialog", { name: "Search and commands" });
const said = (page: Page) => page.getByRole("dialog").getByRole("status");

const openSheet = async (page: Page, name: string) => {
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name }).waitFor();
};

const closeSheet = async (page: Page) => {
  await page.keyboard.press("Escape");
  await page.locator("[role=dialog]").waitFor({ state: "detached" });
};

/** Goes to a button of the sheet and presses keys for what it is about. */
const choose = async (page: Page, button: string, keys: string) => {
  await page.getByRole("button", { name: button, exact: true }).focus();
  await page.keyboard.press("Enter");
  await page.getByPlaceholder("Press the new keys").waitFor();
  await page.keyboard.press(keys);
};

const hasKeyboard = (page: Page) => page.evaluate<string>("document.activeElement.getAttribute('aria-label')");

test("keys are changed in their sheet by the keyboard alone, at once in every tab, and come back by a reset", async () => {
  const page = await openConsole();
  const other = await page.context().newPage();
  await other.goto(cycles());
  await heading(other).waitFor();

  await openSheet(page, "Shortcuts");
  await choose(page, "Change Ctrl+K: Search and commands", "Control+u");
  await expect.poll(() => said(page).textContent()).toBe("“Search and commands” is now Ctrl+U.");
  await expect.poll(() => hasKeyboard(page)).toBe("Change Ctrl+U: Search and commands");
  await choose(page, "Change G then R: Runs", "u");
  await closeSheet(page);
  await page.getByRole("button", { name: "Search or go to… Ctrl U" }).waitFor();

  await other.getByRole("button", { name: "Search or go to… Ctrl U" }).waitFor();
  for (const tab of [page, other]) {
    await tab.keyboard.press("Control+k");
    await tab.keyboard.press("Control+u");
    await palette(tab).waitFor();
    await closeSheet(tab);
  }
  await page.reload();
  await heading(page).waitFor();
  await page.keyboard.press("Control+k");
  expect(await palette(page).count()).toBe(0);
  for (const key of ["g", "r", "g", "u"]) await page.keyboard.press(key);
  await page.getByRole("heading", { level: 1, name: "Runs", exact: true }).waitFor();

  await openSheet(page, "Shortcuts");
  await page.getByRole("button", { name: "Reset Search and commands" }).focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => hasKeyboard(page)).toBe("Change Ctrl+K: Search and commands");
  await page.getByRole("button", { name: "Reset all" }).press("Enter");
  await page.getByRole("button", { name: "Change G then R: Runs" }).waitFor();
  await page.getByRole("button", { name: "Take back" }).press("Enter");
  await page.getByRole("button", { name: "Change G then U: Runs" }).waitFor();
  await page.getByRole("button", { name: "Reset all" }).press("Enter");
  await closeSheet(page);
  await other.keyboard.press("Control+k");
  await palette(other).waitFor();
});

test("what another act has, and what the browser keeps, is refused in words; what another has can be taken from it", async () => {
  const page = await openConsole();
  await openSheet(page, "Shortcuts");
  const problem = page.getByRole("alert");
  await choose(page, "Change J: Next row of a list; Enter opens it", "Control+w");
  await expect.poll(() => problem.textContent()).toBe("The browser or the system keeps Ctrl+W for itself.");
  await page.keyboard.press("k");
  await expect.poll(() => problem.textContent()).toBe("K is for “Row before”.");
  expect(await seriousViolations(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await problem.waitFor({ state: "detached" });
  await expect.poll(() => hasKeyboard(page)).toBe("Change J: Next row of a list; Enter opens it");

  await choose(page, "Change J: Next row of a list; Enter opens it", "k");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect
    .poll(() => said(page).textContent())
    .toBe("“Next row of a list; Enter opens it” is now K, and “Row before” no longer.");
  await page.getByRole("button", { name: "No key: choose one for Row before" }).waitFor();
  await page.getByLabel("Search acts and keys").fill("row bef");
  await expect.poll(() => page.getByRole("dialog").getByRole("listitem").count()).toBe(1);
  await choose(page, "No key: choose one for Row before", "Shift+K");
  await page.getByRole("button", { name: "Change Shift+K: Row before" }).waitFor();
  expect(await seriousViolations(page)).toEqual([]);
});

test("the Builder's keys are changed, added and taken off, and what is read of a step names those of now", async () => {
  const page = await openConsole();
  await openBlank(page, cycles(), "By other keys");
  for (const name of ["Message", "Delay"]) await entry(page, name).click();
  await page.keyboard.press("Escape");
  const count = async () => (await onServer(page)).document.steps.length;
  await page
    .getByText(/Delete deletes it/)
    .first()
    .waitFor({ state: "attached" });

  await openSheet(page, "Keyboard");
  await choose(page, "Change Ctrl+D: Duplicate", "Control+k");
  await expect.poll(() => page.getByRole("alert").textContent()).toBe("Ctrl+K is for “Search and commands”.");
  await page.keyboard.press("Control+c");
  await expect
    .poll(() => page.getByRole("alert").textContent())
    .toBe("Ctrl+C is for “Copy, cut, paste; as text, so into other tabs too”.");
  await page.keyboard.press("Control+b");
  await choose(page, "Change Delete: Delete what is selected", "Backspace");
  await expect.poll(() => said(page).textContent()).toBe("Delete no longer does “Delete what is selected”.");
  await choose(page, "Add keys for: Delete what is selected", "r");
  await page.getByRole("button", { name: "Change R: Delete what is selected" }).waitFor();
  expect(await seriousViolations(page)).toEqual([]);
  await closeSheet(page);
  await page
    .getByText(/Backspace deletes it/)
    .first()
    .waitFor({ state: "attached" });

  await card(page, "Message").focus();
  await page.keyboard.press("ArrowRight");
  await page.locator(".react-flow__node:focus", { hasText: "Delay" }).waitFor();
  await page.keyboard.press("Control+d");
  await page.keyboard.press("Control+b");
  await expect.poll(count).toBe(3);
  await page.keyboard.press("Delete");
  await page.keyboard.press("r");
  await expect.poll(count).toBe(2);
});

test("Escape closes the commands that were opened over a dialog, and not the dialog", async () => {
  const page = await openConsole();
  await page.getByRole("button", { name: "New cycle" }).first().click();
  const dialog = page.getByRole("dialog", { name: "New cycle" });
  await dialog.waitFor();
  await page.keyboard.press("ControlOrMeta+k");
  const commands = page.getByRole("textbox", { name: "Search and commands" });
  await commands.fill("connections");
  await page.keyboard.press("Escape");
  await commands.waitFor({ state: "detached" });
  await dialog.getByRole("radio", { name: "Blank" }).check();
  await dialog.getByLabel("Name").fill("Made below the commands");
  await dialog.getByRole("button", { name: "Create cycle" }).click();
  await page.getByRole("heading", { name: "Made below the commands", exact: true }).waitFor();
});

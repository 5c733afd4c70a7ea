import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { card, entry, openBlank, panel, saved } from "./harness/building.ts";
import { useBuilder } from "./harness/use-builder.ts";
import { signIn } from "./harness/windows.ts";

const { person, openConsole, cycles, onServer } = useBuilder();

/** Many pages are walked through; a busy machine needs more than the usual time for that. In ms. */
const long = 300_000;

const undo = (page: Page) => page.getByRole("button", { name: "Undo", exact: true });
const redo = (page: Page) => page.getByRole("button", { name: "Redo", exact: true });
const stepsOf = async (page: Page) => (await onServer(page)).document.steps.map(({ id }) => id);

test(
  "whoever is signed out while drawing is led to sign in, and goes on where they were, with all they did",
  async () => {
    const page = await openConsole();
    await openBlank(page, cycles(), "Signed out");
    await entry(page, "Message").click();
    await saved(page);
    await page.context().clearCookies();
    await entry(page, "Delay").click();
    await page.getByRole("heading", { name: "Sign in", exact: true }).waitFor();
    await signIn(page, person);
    await card(page, "Delay").waitFor();
    await expect.poll(() => stepsOf(page)).toEqual(["message", "delay"]);
    for (const _ of [1, 2]) await undo(page).click();
    await expect.poll(() => stepsOf(page)).toEqual([]);
  },
  long,
);

test(
  "what was done can still be undone and done again after a look elsewhere",
  async () => {
    const page = await openConsole();
    await openBlank(page, cycles(), "Looked at");
    await entry(page, "Message").click();
    await entry(page, "Delay").click();
    await undo(page).click();
    await panel(page, "Delay").waitFor({ state: "detached" });
    await page.getByRole("link", { name: "Runs", exact: true }).click();
    await page.getByRole("heading", { name: "Runs", exact: true }).waitFor();
    await page.goBack();
    await card(page, "Message").waitFor();
    await redo(page).click();
    await expect.poll(() => stepsOf(page)).toEqual(["message", "delay"]);
    for (const _ of [1, 2]) await undo(page).click();
    await expect.poll(() => stepsOf(page)).toEqual([]);
  },
  long,
);

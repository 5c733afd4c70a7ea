import type { CycleDocumentInput, CycleWithDocument } from "@velodrome/contract";
import type { Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { seriousViolations } from "./harness/browser.ts";
import { card, clickCard, middle, pull, saved } from "./harness/building.ts";
import { useBuilder } from "./harness/use-builder.ts";

const { stage, openConsole, cycles, onServer } = useBuilder();

type Groups = Readonly<Record<string, string>>;

/** A chain of steps, started every evening, some of them in groups. */
function chain(names: readonly string[], groups: Groups = {}): CycleDocumentInput {
  const steps = names.map((name, at) => ({
    ...(at === 0
      ? ({ id: name, type: "schedule", cron: "0 20 * * *", timezone: "UTC" } as const)
      : ({ id: name, type: "transform", expression: "1" } as const)),
    ...{ name, position: { x: at * 320, y: 0 } },
    ...(groups[name] !== undefined && { group: groups[name] }),
  }));
  return { steps, edges: names.slice(1).map((to, at) => ({ from: names[at] ?? "", to })) };
}

async function openChain(name: string, names: readonly string[], groups?: Groups): Promise<Page> {
  const page = await openConsole();
  const body = { name, document: chain(names, groups) };
  const { id } = await stage().product.api.call<CycleWithDocument>("POST", "/v1/accounts/demo/cycles", body);
  await page.goto(`${cycles()}/${id}/build`);
  await page.getByRole("heading", { name, exact: true }).waitFor();
  await saved(page);
  return page;
}

const frame = (page: Page, name: string, count: number) =>
  page.getByRole("button", { name: `Group ${name}, ${count === 1 ? "1 step" : `${count} steps`}`, exact: true });
const nameField = (page: Page) => page.getByRole("textbox", { name: "Name of the group" });
const groupsOnServer = async (page: Page) => (await onServer(page)).document.steps.map(({ group }) => group ?? "");
const selected = (page: Page) => page.locator(".react-flow__node.selected strong").allTextContents();
/** It has the keyboard. */
const inHand = (page: Page, one: Locator) => one.and(page.locator(":focus")).waitFor();
const menuGone = (page: Page) => page.locator("[role=dialog], [role=menu]").first().waitFor({ state: "detached" });

async function choose(page: Page, ...names: string[]): Promise<void> {
  for (const name of names) await page.getByRole("menuitem", { name, exact: true }).click();
  await menuGone(page);
}

test("steps are put into a group by keys, which is named, moved as one, undone act by act, and kept", async () => {
  const page = await openChain("Grouped", ["evening", "one", "two"]);
  const places = async () => (await onServer(page)).document.steps.map(({ position }) => position?.x ?? Number.NaN);
  await card(page, "one").focus();
  await page.keyboard.press("Shift+ArrowRight");
  await expect.poll(() => selected(page)).toEqual(["one", "two"]);
  await page.keyboard.press("Control+g");
  await inHand(page, nameField(page));
  // Over the name that it has for now.
  await page.keyboard.type("Work");
  await page.keyboard.press("Enter");
  await expect.poll(() => groupsOnServer(page)).toEqual(["", "Work", "Work"]);
  const name = frame(page, "Work", 2);
  await inHand(page, name);
  expect(await seriousViolations(page)).toEqual([]);

  await page.keyboard.press("Escape");
  await pull(page, await middle(name), { x: 96, y: 64 });
  await expect.poll(async () => (await places())[1] ?? 0).toBeGreaterThan(320);
  const [still, first = 0, second = 0] = await places();
  expect([still, second - first, first % 16]).toEqual([0, 320, 0]);
  await expect.poll(() => selected(page)).toEqual(["one", "two"]);
  await page.keyboard.press("ArrowRight");
  await expect.poll(places).toEqual([0, first + 16, second + 16]);
  const undo = () => page.keyboard.press("Control+z");
  await undo();
  await undo();
  await expect.poll(places).toEqual([0, 320, 640]);
  await undo();
  await frame(page, "Group", 2).waitFor();
  await undo();
  await expect.poll(() => groupsOnServer(page)).toEqual(["", "", ""]);
  for (const _ of [1, 2]) await page.keyboard.press("Control+y");
  await expect.poll(() => groupsOnServer(page)).toEqual(["", "Work", "Work"]);
  await name.click();
  await page.keyboard.press("Control+Shift+g");
  await expect.poll(() => groupsOnServer(page)).toEqual(["", "", ""]);
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "What was done" }).click();
  const done = page.getByRole("dialog").getByRole("listitem");
  await expect
    .poll(async () => (await done.allTextContents()).slice(0, 3))
    .toEqual(["Ungroup “Work”now", "Rename the group to “Work”", "Group 2 steps"]);
  await page.keyboard.press("Escape");
  await menuGone(page);
  await page.keyboard.press("Control+z");
  await name.waitFor();
  await saved(page);
  await page.reload();
  await name.waitFor();
});

test("the canvas takes every click in a frame but on its name, which has a menu, also by keys", async () => {
  const page = await openChain("By its name", ["evening", "one", "two", "three"], { one: "A", two: "A", three: "B" });
  const [a, b] = [frame(page, "A", 2), frame(page, "B", 1)];
  await a.focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => selected(page)).toEqual(["one", "two"]);
  // Between the cards lies the canvas: a click selects nothing, a double click adds a step.
  const [left, right] = [await card(page, "one").boundingBox(), await card(page, "two").boundingBox()];
  if (left === null || right === null) throw new Error("Both cards are on the canvas.");
  const gap = { x: (left.x + left.width + right.x) / 2, y: left.y + 4 };
  await page.mouse.click(gap.x, gap.y);
  await expect.poll(() => selected(page)).toEqual([]);
  await page.mouse.dblclick(gap.x, gap.y);
  await page.getByRole("dialog").getByLabel("Search steps").waitFor();
  await page.keyboard.press("Escape");
  await menuGone(page);

  // A name that another has is refused, and Escape leaves all as it was.
  await a.focus();
  await page.keyboard.press("F2");
  await page.keyboard.type("B");
  await page.keyboard.press("Enter");
  await page.getByText("Another group of this cycle has this name.").waitFor();
  expect(await seriousViolations(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await a.dblclick();
  await nameField(page).fill(" ");
  await page.keyboard.press("Enter");
  await inHand(page, a);

  await b.focus();
  await page.keyboard.press("Shift+F10");
  await choose(page, "Rename the group");
  await nameField(page).fill("Last");
  await page.keyboard.press("Enter");
  await expect.poll(() => groupsOnServer(page)).toEqual(["", "A", "A", "Last"]);

  await card(page, "two").click({ button: "right" });
  await choose(page, "Take out of “A”");
  await expect.poll(() => groupsOnServer(page)).toEqual(["", "A", "", "Last"]);
  await card(page, "two").click({ button: "right" });
  await page.getByRole("menuitem", { name: "Add to a group" }).hover();
  await choose(page, "Last");
  await expect.poll(() => groupsOnServer(page)).toEqual(["", "A", "Last", "Last"]);

  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+f");
  await page.getByRole("dialog").getByRole("searchbox").fill("last");
  await page.getByText("Group of 2 steps").waitFor();
  await page.keyboard.press("Enter");
  await expect.poll(() => selected(page)).toEqual(["two", "three"]);
  await menuGone(page);
  await page.keyboard.press("Delete");
  await expect.poll(() => groupsOnServer(page)).toEqual(["", "A"]);
});

test("a step added between two of a group is one more of it, and copies are a group of their own", async () => {
  const page = await openChain("Joined", ["evening", "one", "two"], { one: "A", two: "A" });
  const add = async (label: string) => {
    await page.getByRole("button", { name: label }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").getByLabel("Search steps").fill("delay");
    await page.keyboard.press("Enter");
    await menuGone(page);
  };
  await add("Add a step between “one” and “two”");
  await expect.poll(() => groupsOnServer(page)).toEqual(["", "A", "A", "A"]);
  await page.keyboard.press("Control+z");
  await add("Add a step between “evening” and “one”");
  await expect.poll(() => groupsOnServer(page)).toEqual(["", "A", "A", ""]);
  await page.keyboard.press("Control+z");
  await frame(page, "A", 2).click();
  await page.keyboard.press("Control+d");
  await expect.poll(() => groupsOnServer(page)).toEqual(["", "A", "A", "A 2", "A 2"]);
});

test("the outline shows groups, and makes, renames and takes them apart by keys", async () => {
  const page = await openChain("In the outline", ["evening", "one", "two"]);
  await page.getByText("Outline", { exact: true }).click();
  const step = (name: string) => page.getByRole("region", { name: "Outline" }).locator(`[data-step=${name}]`);
  const openMenu = async (name: string) => {
    await page.getByRole("button", { name: `More: ${name}`, exact: true }).focus();
    await page.keyboard.press("Enter");
  };
  const press = async (name: string) => {
    await page.getByRole("menuitem", { name, exact: true }).focus();
    await page.keyboard.press("Enter");
    await menuGone(page);
  };
  await step("one").click({ modifiers: ["Control"] });
  await step("two").click({ modifiers: ["Control"] });
  await openMenu("two");
  await press("Group");
  await inHand(page, nameField(page));
  await page.keyboard.type("Work");
  await page.keyboard.press("Enter");
  await expect.poll(() => groupsOnServer(page)).toEqual(["", "Work", "Work"]);
  const chip = frame(page, "Work", 2).first();
  await inHand(page, chip);
  expect(await seriousViolations(page)).toEqual([]);
  await page.keyboard.press("F2");
  await page.keyboard.type("Play");
  await page.keyboard.press("Enter");
  await expect.poll(() => groupsOnServer(page)).toEqual(["", "Play", "Play"]);
  await frame(page, "Play", 2).first().focus();
  await page.keyboard.press("Enter");
  await press("Ungroup");
  await expect.poll(() => groupsOnServer(page)).toEqual(["", "", ""]);
});

test("what became of groups since the last version is told in words, and seen where both are compared", async () => {
  const page = await openChain("Told", ["evening", "one", "two", "three"], { one: "A", two: "A" });
  const publish = async () => {
    await page.keyboard.press("Control+s");
    await page.getByRole("dialog").getByRole("button", { name: "Publish", exact: true }).click();
    await menuGone(page);
  };
  await publish();
  await page.getByText("v1", { exact: true }).waitFor();
  await frame(page, "A", 2).dblclick();
  await nameField(page).fill("Anew");
  await page.keyboard.press("Enter");
  await clickCard(page, "three");
  await page.keyboard.press("Control+g");
  await nameField(page).fill("More");
  await page.keyboard.press("Enter");
  await expect.poll(() => groupsOnServer(page)).toEqual(["", "Anew", "Anew", "More"]);
  await page.keyboard.press("Control+s");
  const dialog = page.getByRole("dialog");
  await expect
    .poll(() => dialog.getByRole("listitem").allTextContents())
    .toEqual(["The group “A” is called “Anew” now", "A step is in the new group “More”"]);
  await dialog.getByRole("button", { name: "Show on the canvas" }).click();
  await dialog.getByRole("button", { name: "Group Anew, 2 steps" }).waitFor();
  await dialog.getByText("was “A”", { exact: true }).waitFor();
  await dialog.getByText("+ new", { exact: true }).waitFor();
  expect(await dialog.getByText("Changed", { exact: true }).count()).toBe(0);
  expect(await seriousViolations(page)).toEqual([]);
});

test("a group's name is written by whatever keys rename now, and by those that group where it is one already", async () => {
  const page = await openChain("By other keys", ["evening", "one", "two"], { one: "A", two: "A" });
  await page.keyboard.press("?");
  await page.getByRole("button", { name: "Change F2: Rename the selected step or group" }).focus();
  for (const key of ["Enter", "F4", "Escape"]) await page.keyboard.press(key);
  await menuGone(page);
  await page.getByText(/F4 renames it/).waitFor({ state: "attached" });
  await frame(page, "A", 2).focus();
  await page.keyboard.press("F2");
  expect(await nameField(page).count()).toBe(0);
  await page.keyboard.press("F4");
  await inHand(page, nameField(page));
  await page.keyboard.press("Escape");
  await inHand(page, frame(page, "A", 2));
  await page.keyboard.press("Enter");
  await expect.poll(() => selected(page)).toEqual(["one", "two"]);
  await page.keyboard.press("Control+g");
  await inHand(page, nameField(page));
  expect(await nameField(page).inputValue()).toBe("A");
  await page.keyboard.type("B");
  await page.keyboard.press("Enter");
  await expect.poll(() => groupsOnServer(page)).toEqual(["", "B", "B"]);
});

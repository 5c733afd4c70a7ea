import { expect, test } from "vitest";
import { seriousViolations } from "./harness/browser.ts";
import { card, clickCard, entry, openBlank, panel } from "./harness/building.ts";
import { useBuilder } from "./harness/use-builder.ts";

const { openConsole, cycles, onServer } = useBuilder();

test("arrows go from step to step along the ways, select a run, and move what is selected", async () => {
  const page = await openConsole();
  await openBlank(page, cycles(), "By arrows");
  for (const name of ["Message", "Delay", "Transform"]) await entry(page, name).click();
  await page.keyboard.press("Escape");
  const selected = () => page.locator(".react-flow__node.selected strong").allTextContents();
  const inHand = () => page.locator(".react-flow__node:focus strong").allTextContents();
  const columns = async () => (await onServer(page)).document.steps.map(({ position }) => position?.x);

  await card(page, "Message").focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(selected).toEqual(["Delay"]);
  expect(await inHand()).toEqual(["Delay"]);
  await page.keyboard.press("ArrowRight");
  await expect.poll(inHand).toEqual(["Transform"]);
  // Nothing is there any more: now it is moved.
  await page.keyboard.press("ArrowRight");
  await expect.poll(columns).toEqual([0, 320, 656]);
  await page.getByText("Moved right", { exact: true }).waitFor({ state: "attached" });
  await page.keyboard.press("ArrowLeft");
  await expect.poll(inHand).toEqual(["Delay"]);
  await page.keyboard.press("Control+ArrowLeft");
  await expect.poll(columns).toEqual([0, 304, 656]);
  await page.keyboard.press("Shift+ArrowRight");
  await expect.poll(selected).toEqual(["Delay", "Transform"]);
  await page.getByText("2 steps are selected", { exact: true }).waitFor({ state: "attached" });
  for (const _ of [1, 2]) await page.keyboard.press("ArrowRight");
  await expect.poll(columns).toEqual([0, 336, 688]);
  // Both were one act.
  await page.keyboard.press("Control+z");
  await expect.poll(columns).toEqual([0, 304, 656]);
  await page.keyboard.press("Shift+ArrowLeft");
  await expect.poll(selected).toEqual(["Message", "Delay", "Transform"]);

  // An open panel goes along.
  await page.keyboard.press("Escape");
  await clickCard(page, "Delay");
  await panel(page, "Delay").waitFor();
  await page.keyboard.press("ArrowLeft");
  await panel(page, "Message").waitFor();
  expect(await seriousViolations(page)).toEqual([]);
});

test("several steps are brought into line and apart evenly from their menu, by keys, each as one act", async () => {
  const page = await openConsole();
  await openBlank(page, cycles(), "In line");
  for (const name of ["Message", "Delay", "Note"]) await entry(page, name).click();
  await page.keyboard.press("Escape");
  const places = async () => (await onServer(page)).document.steps.map(({ position }) => [position?.x, position?.y]);
  const uneven = [
    [0, 0],
    [336, 64],
    [640, 0],
  ];
  const even = [
    [0, 0],
    [320, 0],
    [640, 0],
  ];
  await card(page, "Message").focus();
  await page.keyboard.press("ArrowRight");
  await page.locator(".react-flow__node:focus", { hasText: "Delay" }).waitFor();
  await page.keyboard.press("Control+Shift+ArrowDown");
  await page.keyboard.press("Control+ArrowRight");
  await expect.poll(places).toEqual(uneven);

  const openMenu = async () => {
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Shift+F10");
    await page.getByRole("menuitem", { name: "Align and distribute" }).press("ArrowRight");
    // The menu beside it takes the keyboard when it is there.
    await page.locator("[role=menuitem]:focus", { hasText: "Align left" }).waitFor();
  };
  const choose = async (name: string) => {
    await page.getByRole("menuitem", { name, exact: true }).press("Enter");
    await page.getByRole("menu").first().waitFor({ state: "detached" });
  };
  await openMenu();
  expect(await seriousViolations(page)).toEqual([]);
  await choose("Align top");
  await expect.poll(async () => (await places()).map(([, y]) => y)).toEqual([0, 0, 0]);
  await openMenu();
  await choose("Distribute across");
  await expect.poll(places).toEqual(even);
  await openMenu();
  await choose("Distribute across");
  await page.getByText("They stand like that already.").waitFor();
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "What was done" }).click();
  const done = page.getByRole("dialog").getByRole("listitem");
  await expect
    .poll(async () => (await done.allTextContents()).slice(0, 2))
    .toEqual(["Distribute across: 3 stepsnow", "Align top: 3 steps"]);
  await page.keyboard.press("Escape");
  // Also a menu that is still fading takes the keys.
  await page.locator("[role=dialog], [role=menu]").first().waitFor({ state: "detached" });
  for (const _ of [1, 2]) await page.keyboard.press("Control+z");
  await expect.poll(places).toEqual(uneven);
});

test("a click on one of several selected steps selects that one, so that nothing else is removed with it", async () => {
  const page = await openConsole();
  await openBlank(page, cycles(), "One of all");
  for (const name of ["Message", "Delay", "Transform"]) await entry(page, name).click();
  await page.keyboard.press("Escape");
  const selected = () => page.locator(".react-flow__node.selected strong").allTextContents();
  await card(page, "Message").focus();
  await page.keyboard.press("Control+a");
  await expect.poll(selected).toHaveLength(3);
  await clickCard(page, "Delay");
  await panel(page, "Delay").waitFor();
  await expect.poll(selected).toEqual(["Delay"]);
  await card(page, "Delay").focus();
  await page.keyboard.press("Delete");
  await expect.poll(() => page.locator(".react-flow__node strong").allTextContents()).toEqual(["Message", "Transform"]);
});

test("what has to be fetched first says offline that the server did not answer, and does it once it does", async () => {
  const page = await openConsole();
  await openBlank(page, cycles(), "Tidied later");
  for (const name of ["Message", "Delay"]) await entry(page, name).click();
  await page.context().setOffline(true);
  await page.getByRole("button", { name: "Tidy up" }).click();
  await page.getByRole("alert").filter({ hasText: "The server did not answer" }).waitFor();
  await page.context().setOffline(false);
  await page.getByRole("alert").filter({ hasText: "offline" }).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Tidy up" }).click();
  const first = async () => (await onServer(page)).document.steps[0]?.position;
  await expect.poll(first).not.toEqual({ x: 0, y: 0 });
});

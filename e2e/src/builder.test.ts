import type { CycleDocument } from "@velodrome/contract";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { seriousViolations } from "./harness/browser.ts";
import { card, chat, clickCard, drawWay, entry, middle, openBlank, panel, pull, saved } from "./harness/building.ts";
import { useBuilder } from "./harness/use-builder.ts";
import { named } from "./harness/windows.ts";

const { stage, openPage, openConsole, cycles, onServer } = useBuilder();

/** Many pages are walked through; a busy machine needs more than the usual time for that. In ms. */
const long = 300_000;

const shape = ({ steps, edges }: CycleDocument) => ({
  steps: steps.map(({ id }) => id),
  edges: edges.map(({ from, port, to }) => `${from}${port === undefined ? "" : `:${port}`}>${to}`),
});
/** How far the second step stands to the right of the first. */
const columnGap = ({ steps: [first, second] }: CycleDocument): number =>
  (second?.position?.x ?? 0) - (first?.position?.x ?? 0);
const undo = (page: Page) => page.getByRole("button", { name: "Undo", exact: true });
const redo = (page: Page) => page.getByRole("button", { name: "Redo", exact: true });

test(
  "a person builds a cycle with the mouse, runs it, gets its answer, and sees the run on the canvas",
  async () => {
    const [page, sandbox] = [await openConsole(), await openPage()];
    await openBlank(page, cycles(), "By mouse");
    expect(await seriousViolations(page)).toEqual([]);
    const canvas = page.locator(".react-flow__pane");
    await entry(page, "Message").dragTo(canvas, { targetPosition: { x: 60, y: 120 } });
    await panel(page, "Message").getByText("Webhook URL and Verify Token").waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await entry(page, "Decision").dragTo(canvas, { targetPosition: { x: 120, y: 320 } });
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Fit everything in" }).click();
    await drawWay(page, card(page, "Message").locator(".source").first(), card(page, "Decision").locator(".target"));
    await expect.poll(async () => shape((await onServer(page)).document).edges).toEqual(["message>decision"]);

    await clickCard(page, "Decision");
    const decision = panel(page, "Decision");
    await decision.getByRole("button", { name: "Add a condition" }).click();
    await decision.getByLabel("With", { exact: true }).fill("hi");
    expect(await seriousViolations(page)).toEqual([]);
    // From the open port onto the canvas: a step is added there, and led to.
    const port = card(page, "Decision").locator(".source").first();
    await drawWay(page, port, page.getByRole("button", { name: "Tidy up" }));
    await page.getByRole("dialog").getByLabel("Search steps").fill("send text");
    await page.keyboard.press("Enter");
    const reply = panel(page, "Send a text");
    await reply.getByLabel("Text", { exact: true }).fill("You said {{ message.message.text }}");
    await saved(page);
    expect(shape((await onServer(page)).document)).toEqual({
      steps: ["message", "decision", "sendAText"],
      edges: ["message>decision", "decision:true>sendAText"],
    });
    await page.getByRole("button", { name: "Tidy up" }).click();
    await expect.poll(async () => columnGap((await onServer(page)).document)).toBeGreaterThan(248);
    await page.getByRole("button", { name: "Run cycle" }).click();
    await page.getByText("v1 running").waitFor();

    await sandbox.goto(named(stage().installation.sandboxUrl));
    await chat(sandbox, "hi by mouse", "You said hi by mouse");
    await page.goto(`${named(stage().installation.url)}/accounts/demo/runs`);
    await page.getByRole("row").filter({ hasText: "hi by mouse" }).getByRole("link").first().click();
    await page.getByRole("link", { name: "Show on the canvas" }).click();
    await card(page, "Send a text").getByText("Succeeded").waitFor();
    await clickCard(page, "Send a text");
    await panel(page, "Send a text").getByText("You said hi by mouse").first().waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.getByRole("link", { name: "Back to the draft" }).click();
    // The tool of that name stands below.
    await page.getByRole("button", { name: "Stop", exact: true }).first().click();
    await page.getByRole("dialog").getByRole("button", { name: "Stop" }).click();
    await page.getByText("v1 stopped").waitFor();
  },
  long,
);

test(
  "a person builds the same with keys alone, in the outline",
  async () => {
    const [page, sandbox] = [await openConsole(), await openPage()];
    await openBlank(page, cycles(), "By keys");
    // Keys are fast: the condition is there before the server has heard of the step that it looks at.
    const { promise: built, resolve: letSave } = Promise.withResolvers<void>();
    await page.route("**/v1/accounts/demo/cycles/cyc_*", async (route) => {
      if (route.request().method() === "PATCH") await built;
      await route.continue();
    });
    const add = async (name: string) => {
      await page.keyboard.press("a");
      await page.getByRole("dialog").getByLabel("Search steps").waitFor();
      await page.keyboard.type(name);
      await page.keyboard.press("Enter");
      await page.getByRole("dialog").waitFor({ state: "detached" });
    };
    await page.keyboard.press("o");
    await page.getByRole("region", { name: "Outline" }).waitFor();
    await add("message");
    await add("decision");
    const decision = panel(page, "Decision");
    await decision.getByRole("button", { name: "Add a condition" }).focus();
    await page.keyboard.press("Enter");
    await decision.getByLabel("With", { exact: true }).focus();
    await page.keyboard.type("keys");
    await decision.getByRole("button", { name: "Add a step after this, by true" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").getByLabel("Search steps").waitFor();
    await page.keyboard.type("send text");
    await page.keyboard.press("Enter");
    await panel(page, "Send a text").getByLabel("Text", { exact: true }).focus();
    await page.keyboard.type("All by keys: {{ message.message.text }}");
    letSave();
    await saved(page);
    expect(shape((await onServer(page)).document).edges).toEqual(["message>decision", "decision:true>sendAText"]);
    await page.keyboard.press("Control+Shift+Enter");
    await page.getByText("v1 running").waitFor();
    expect(await seriousViolations(page)).toEqual([]);

    await sandbox.goto(named(stage().installation.sandboxUrl));
    await chat(sandbox, "with keys", "All by keys: with keys");
    await stage().product.api.call("POST", `/v1/accounts/demo/cycles/${(await onServer(page)).id}/stop`, {});
  },
  long,
);

test("a hand that is not quite still clicks all the same, and moves nothing; a drag moves a step and opens nothing", async () => {
  const page = await openConsole();
  await openBlank(page, cycles(), "Unsteady");
  for (const name of ["Message", "Delay"]) await entry(page, name).click();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Fit everything in" }).click();
  await saved(page);
  const made = (await onServer(page)).document;
  for (const by of [1, 2, 4]) {
    await pull(page, await middle(card(page, "Delay")), { x: by, y: 0 });
    await panel(page, "Delay").waitFor();
    const empty = await page.locator(".react-flow__pane").boundingBox();
    await pull(page, { x: (empty?.x ?? 0) + 20, y: (empty?.y ?? 0) + 20 }, { x: by, y: 0 });
    await panel(page, "Delay").waitFor({ state: "detached" });
  }
  await pull(page, await middle(card(page, "Delay")), { x: 0, y: 64 });
  await expect.poll(async () => (await onServer(page)).document.steps).not.toEqual(made.steps);
  await undo(page).click();
  await expect.poll(async () => (await onServer(page)).document).toEqual(made);
  expect(await panel(page, "Delay").count()).toBe(0);
});

test("a step that is switched off says so wherever it is shown, need not be ready, and comes back", async () => {
  const page = await openConsole();
  await openBlank(page, cycles(), "Switched off");
  for (const name of ["Message", "Send a text"]) await entry(page, name).click();
  await panel(page, "Send a text").getByText("Still missing").waitFor();
  await page.keyboard.press("Escape");
  await card(page, "Send a text").click();
  const settings = panel(page, "Send a text");
  await settings.waitFor();
  await page.keyboard.press("d");
  await card(page, "Send a text").getByText("Off", { exact: true }).waitFor();
  await settings.getByText("Runs pass over it as if it were not there.").waitFor();
  await settings.getByText("Still missing").waitFor({ state: "detached" });
  await saved(page);
  const disabled = async () =>
    (await onServer(page)).document.steps.map((step) => step.type !== "note" && step.disabled === true);
  expect(await disabled()).toEqual([false, true]);
  expect(await seriousViolations(page)).toEqual([]);
  await settings.getByRole("button", { name: "Switch on" }).click();
  await settings.getByText("Still missing").waitFor();
  await undo(page).click();
  await page.keyboard.press("o");
  const outline = page.getByRole("region", { name: "Outline" });
  await outline.getByText("Off", { exact: true }).waitFor();
  await outline.getByRole("button", { name: "More: Send a text" }).click();
  await page.getByRole("menuitem", { name: "Switch on" }).click();
  await outline.getByText("Off", { exact: true }).waitFor({ state: "detached" });
  await saved(page);
  expect(await disabled()).toEqual([false, false]);
});

test("what is missing is listed when it is run, and each line leads to its field", async () => {
  const page = await openConsole();
  await openBlank(page, cycles(), "Not ready");
  await entry(page, "Message").click();
  await entry(page, "Send a text").click();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Run cycle" }).click();
  await page.getByText("This is missing before it can run:").waitFor();
  await page.getByRole("button", { name: "“Text” has no value yet." }).click();
  const text = panel(page, "Send a text").getByLabel("Text", { exact: true });
  await expect.poll(() => text.evaluate((field) => field === field.ownerDocument.activeElement)).toBe(true);
});

test("on a phone, where nothing can be changed, a step shown large is words and nothing to fill in", async () => {
  const page = await openConsole();
  await openBlank(page, cycles(), "To be read");
  for (const name of ["Message", "Send a text"]) await entry(page, name).click();
  await panel(page, "Send a text").getByLabel("Text", { exact: true }).fill("Hello there");
  await saved(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await panel(page, "Send a text").getByRole("button", { name: "Show it large" }).click();
  const settings = page.getByRole("dialog").getByRole("tabpanel");
  await settings.getByText("Hello there", { exact: true }).first().waitFor();
  expect(await settings.locator("input, textarea, [contenteditable], button").count()).toBe(0);
  await page.getByRole("tab", { name: "What comes in" }).click();
  await settings.getByText("everything it gives").waitFor();
  expect(await settings.getByRole("button", { name: /^Take|^Test data/ }).count()).toBe(0);
});

test("thirty acts are undone to the empty canvas, and done again", async () => {
  const page = await openConsole();
  await openBlank(page, cycles(), "Thirty");
  for (let act = 0; act < 30; act++) await entry(page, act === 0 ? "Message" : "Transform").click();
  await saved(page);
  const built = await onServer(page);
  expect(built.document.steps).toHaveLength(30);
  for (let act = 0; act < 30; act++) await undo(page).click();
  await page.getByText("What happens when a message arrives?").waitFor();
  await expect.poll(async () => (await onServer(page)).document.steps).toEqual([]);
  for (let act = 0; act < 30; act++) await redo(page).click();
  await expect.poll(async () => (await onServer(page)).document).toEqual(built.document);
});

test("what was done is listed by name, and any of it can be gone back to; the palette leads to connections", async () => {
  const page = await openConsole();
  await openBlank(page, cycles(), "Listed acts");
  for (const name of ["Message", "Decision", "Delay"]) await entry(page, name).click();
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "What was done" }).click();
  const dialog = page.getByRole("dialog");
  await expect
    .poll(() => dialog.getByRole("listitem").allTextContents())
    .toEqual(["Add “Delay”now", "Add “Decision”", "Add “Message”", "As it was opened"]);
  expect(await seriousViolations(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Add “Message”" }).click();
  await expect.poll(async () => shape((await onServer(page)).document).steps).toEqual(["message"]);
  await dialog.getByRole("button", { name: "Add “Delay”" }).click();
  await expect.poll(async () => (await onServer(page)).document.steps).toHaveLength(3);
  await page.keyboard.press("Escape");
  const palette = page.getByRole("complementary", { name: "Steps to add" });
  await palette.getByRole("link", { name: "Connect an application" }).click();
  await page.waitForURL("**/connections/new");
});

test("steps are copied into another tab as text", async () => {
  const page = await openConsole();
  await openBlank(page, cycles(), "From here");
  for (const name of ["Message", "Decision"]) await entry(page, name).click();
  await saved(page);
  const other = await page.context().newPage();
  await openBlank(other, cycles(), "To there");
  await page.bringToFront();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+c");
  await other.bringToFront();
  for (const _ of [1, 2]) await other.keyboard.press("Control+v");
  await expect
    .poll(async () => shape((await onServer(other)).document))
    .toEqual({
      steps: ["message", "decision", "message2", "decision2"],
      edges: ["message>decision", "message2>decision2"],
    });
});

test("two windows never overwrite each other: the second is asked, and either choice can be undone", async () => {
  const page = await openConsole();
  await openBlank(page, cycles(), "Of two");
  const elsewhere = await openConsole();
  await elsewhere.goto(page.url());
  await saved(elsewhere);
  // Neither hears of the other until it saves.
  await entry(page, "Message").click();
  await saved(page);
  await entry(elsewhere, "Schedule").click();
  await elsewhere.getByText("Somebody else changed this cycle meanwhile").waitFor();
  expect(await seriousViolations(elsewhere)).toEqual([]);
  expect(shape((await onServer(page)).document).steps).toEqual(["message"]);
  await elsewhere.getByRole("button", { name: "Take over theirs" }).click();
  await card(elsewhere, "Message").waitFor();
  await undo(elsewhere).click();
  await expect.poll(async () => shape((await onServer(page)).document).steps).toEqual(["schedule"]);
});

test("nothing is lost by a reload in mid-edit, nor by twenty seconds offline", async () => {
  const window = await openPage();
  // What the page does by the clock happens when it is moved on.
  await window.clock.install();
  const page = await openConsole(window);
  await openBlank(page, cycles(), "Kept");
  await entry(page, "Message").click();
  await saved(page);
  await page.context().setOffline(true);
  await entry(page, "Note").click();
  await panel(page, "Note").getByLabel("Text", { exact: true }).fill("written on the train");
  await page.getByRole("status").filter({ hasText: "Kept here: offline" }).waitFor();
  await page.clock.fastForward(20_000);
  await entry(page, "Delay").click();
  await page.getByRole("status").filter({ hasText: "Kept here: offline" }).waitFor();
  expect(shape((await onServer(page)).document).steps).toEqual(["message"]);
  await page.context().setOffline(false);
  await saved(page);
  expect((await onServer(page)).document.steps.slice(1)).toMatchObject([
    { text: "written on the train" },
    { type: "delay" },
  ]);
  await undo(page).click();
  await expect.poll(async () => (await onServer(page)).document.steps).toHaveLength(2);
  await clickCard(page, "written on the train");

  // The answer to the last change never comes: it is in this browser only when the page is loaded again.
  await page.route("**/v1/accounts/demo/cycles/cyc_*", (route) =>
    route.request().method() === "PATCH" ? route.abort() : route.continue(),
  );
  await panel(page, "Note").getByLabel("Text", { exact: true }).fill("never sent");
  await page.reload();
  await page.unroute("**/v1/accounts/demo/cycles/cyc_*");
  await expect.poll(async () => (await onServer(page)).document.steps.at(-1)).toMatchObject({ text: "never sent" });
  await undo(page).click();
  await expect
    .poll(async () => (await onServer(page)).document.steps.at(-1))
    .toMatchObject({ text: "written on the train" });
});

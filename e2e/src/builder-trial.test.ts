import type { CycleDocumentInput, CycleWithDocument, Run } from "@velodrome/contract";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { seriousViolations } from "./harness/browser.ts";
import { card, clickCard, entry, openBlank, panel, saved } from "./harness/building.ts";
import { useBuilder } from "./harness/use-builder.ts";
import { named } from "./harness/windows.ts";

const { stage, openPage, openConsole, cycles, onServer } = useBuilder();

/** Many pages are walked through; a busy machine needs more than the usual time for that. In ms. */
const long = 300_000;

const runs = () => stage().product.api.list<Run>("/v1/accounts/demo/runs");
const make = (name: string, document: CycleDocumentInput) =>
  stage().product.api.call<CycleWithDocument>("POST", "/v1/accounts/demo/cycles", { name, document });

/** A message is answered with its own text in capitals. */
const shouting: CycleDocumentInput = {
  steps: [
    { id: "message", type: "trigger", connector: "facebook-messenger", method: "message", name: "Message" },
    { id: "loud", type: "transform", name: "Loud", expression: "$uppercase(message.message.text)" },
    {
      ...{ id: "reply", type: "action", connector: "facebook-messenger", method: "send-text", name: "Reply" },
      input: { recipient: { step: "message", path: "sender.id" }, text: { step: "loud", path: "" } },
    },
  ],
  edges: [
    { from: "message", to: "loud" },
    { from: "loud", to: "reply" },
  ],
};

/** Each number of a list is told to be small or big; afterwards a message is answered. */
const sorting: CycleDocumentInput = {
  steps: [
    { id: "message", type: "trigger", connector: "facebook-messenger", method: "message", name: "Message" },
    { id: "each", type: "for-each", name: "Numbers", list: { value: [1, 2, 3, 4, 5] }, collect: { value: 1 } },
    {
      ...{ id: "is", type: "decision", name: "Small?" },
      conditions: { left: { step: "each", path: "item" }, operator: "less-than", right: { value: 4 } },
    },
    { id: "small", type: "transform", name: "Small", expression: "each.item" },
    { id: "big", type: "transform", name: "Big", expression: "each.item" },
    {
      ...{ id: "reply", type: "action", connector: "facebook-messenger", method: "send-text", name: "Reply" },
      input: { recipient: { step: "message", path: "sender.id" }, text: { value: "sorted" } },
    },
  ],
  edges: [
    { from: "message", to: "each" },
    { from: "each", port: "item", to: "is" },
    { from: "is", port: "true", to: "small" },
    { from: "is", port: "false", to: "big" },
    { from: "each", to: "reply" },
  ],
};

async function openCycle(page: Page, { id }: CycleWithDocument): Promise<void> {
  await page.goto(`${cycles()}/${id}/build`);
  await card(page, "Message").waitFor();
}

test(
  "steps are tried with past events and pinned data, at the real application and without a run",
  async () => {
    const [page, sandbox] = [await openConsole(), await openPage()];
    await sandbox.goto(named(stage().installation.sandboxUrl));
    // Nothing runs: what is written is kept, and that is all.
    await sandbox.getByRole("status").filter({ hasText: "Live" }).waitFor();
    for (const text of ["first of two", "second of two"]) {
      await sandbox.getByLabel("Message", { exact: true }).fill(text);
      await sandbox.getByRole("button", { name: "Send" }).click();
      await sandbox.getByText(text).first().waitFor();
    }
    await openCycle(page, await make("Tried", shouting));
    await clickCard(page, "Message");
    const choose = panel(page, "Message").getByRole("button", { name: "Choose test data…" });
    await choose.focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    await page.keyboard.press("Escape");
    // The keyboard goes on where it was.
    await expect.poll(() => choose.evaluate((button) => button === button.ownerDocument.activeElement)).toBe(true);
    await choose.click();
    await dialog.getByLabel("Search past events").fill("first of");
    await dialog.getByRole("button", { name: "first of two" }).click();
    await expect.poll(() => dialog.getByLabel("Data").inputValue()).toContain("first of two");
    expect(await seriousViolations(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Pin as test data" }).click();

    await clickCard(page, "Reply");
    const reply = panel(page, "Reply");
    await reply.getByRole("button", { name: "Run to here" }).click();
    await dialog.getByText("“Reply” (Send a text)").waitFor();
    await dialog.getByRole("button", { name: "Not now" }).click();
    await reply.getByRole("button", { name: "Run to here" }).click();
    await dialog.getByRole("button", { name: "Test it for real" }).click();
    await reply.getByText("It worked").waitFor();
    await reply.getByText("FIRST OF TWO").first().waitFor();
    await sandbox.locator('[data-from="page"]', { hasText: "FIRST OF TWO" }).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    expect(await runs()).toEqual([]);

    await clickCard(page, "Loud");
    await panel(page, "Loud").getByRole("button", { name: "Test step" }).click();
    await panel(page, "Loud").getByText("This step alone").waitFor();
    await panel(page, "Loud").getByRole("button", { name: "Pin as test data" }).click();
    await saved(page);
    const { document } = await onServer(page);
    expect(document.pins).toMatchObject({ loud: "FIRST OF TWO", message: { message: { text: "first of two" } } });
    // A real run never sees what is pinned.
    await page.getByRole("button", { name: "More ways to run and stop" }).click();
    await page.getByRole("menuitem", { name: "Run once with data" }).click();
    await dialog.getByRole("button", { name: "second of two" }).click();
    await expect.poll(() => dialog.getByLabel("Data").inputValue()).toContain("second of two");
    await dialog.getByRole("button", { name: "Run once with it" }).click();
    await card(page, "Reply").getByText("Succeeded").waitFor();
    await sandbox.locator('[data-from="page"]', { hasText: "SECOND OF TWO" }).waitFor();
    expect(await runs()).toMatchObject([{ status: "succeeded", origin: "manual" }]);
  },
  long,
);

test(
  "what breaks is read, mended, and tried again from the failed step",
  async () => {
    const [page, sandbox] = [await openConsole(), await openPage()];
    await openCycle(page, await make("Mended", shouting));
    await clickCard(page, "Reply");
    const reply = panel(page, "Reply");
    await reply.getByRole("button", { name: "How Recipient is filled" }).click();
    await page.getByRole("menuitem", { name: "Value" }).click();
    await reply.getByLabel("Recipient", { exact: true }).fill("999");
    await saved(page);
    await page.getByRole("button", { name: "Run cycle" }).click();
    await page.getByText("v1 running").waitFor();
    await sandbox.goto(named(stage().installation.sandboxUrl));
    await sandbox.getByRole("status").filter({ hasText: "Live" }).waitFor();
    await sandbox.getByLabel("Message", { exact: true }).fill("please");
    await sandbox.getByRole("button", { name: "Send" }).click();
    // Counted on the way as it happens.
    await page.getByText("One run went this way").first().waitFor({ state: "attached" });
    // And told to whoever comes later, with the time since when.
    await page.reload();
    await page.getByText("One run went this way").first().waitFor({ state: "attached" });
    await page.getByText(/On the ways: runs of v1 since \d/).waitFor();

    await page.goto(`${named(stage().installation.url)}/accounts/demo/runs`);
    await page.getByRole("row").filter({ hasText: "please" }).getByRole("link").first().click();
    await page.getByRole("link", { name: "Show on the canvas" }).click();
    await card(page, "Reply").getByText("Failed").waitFor();
    await clickCard(page, "Reply");
    await panel(page, "Reply").getByText("no_matching_user").first().waitFor();
    const failed = page.url();
    await page.getByRole("link", { name: "Back to the draft" }).click();
    await clickCard(page, "Reply");
    await reply.getByRole("button", { name: "How Recipient is filled" }).click();
    await page.getByRole("menuitem", { name: "Mapped" }).click();
    await reply.getByLabel("Step for Recipient").click();
    await page.getByRole("option", { name: "Message" }).click();
    await reply.getByLabel("Path for Recipient").fill("sender.id");
    await saved(page);
    await page.getByRole("button", { name: "Publish changes" }).click();
    await page.getByText("v2 running").waitFor();

    await page.goto(failed);
    await page.getByRole("button", { name: "Retry from the failed step with v2", exact: true }).click();
    await card(page, "Reply").getByText("Succeeded").waitFor();
    await sandbox.locator('[data-from="page"]', { hasText: "PLEASE" }).waitFor();
  },
  long,
);

test(
  "a real message that is listened for becomes the test data, and none that came before",
  async () => {
    const [page, sandbox] = [await openConsole(), await openPage()];
    await sandbox.goto(named(stage().installation.sandboxUrl));
    await sandbox.getByRole("status").filter({ hasText: "Live" }).waitFor();
    const write = async (text: string) => {
      await sandbox.getByLabel("Message", { exact: true }).fill(text);
      await sandbox.getByRole("button", { name: "Send" }).click();
      await sandbox.getByText(text).first().waitFor();
    };
    await write("before anybody listens");
    await openBlank(page, cycles(), "Listening");
    await entry(page, "Message").click();
    const message = panel(page, "Message");
    await message.getByRole("button", { name: "Listen for a message" }).click();
    await message.getByRole("status").filter({ hasText: "Waiting for one to come in at Harbour Café" }).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await saved(page);
    expect((await onServer(page)).document.pins).toBeUndefined();
    await write("listened for");
    await page.getByText("One has come in: it is the test data of “Message” now.").waitFor();
    await message.getByRole("button", { name: "Listen for a message" }).waitFor();
    await expect
      .poll(async () => (await onServer(page)).document.pins)
      .toMatchObject({ message: { message: { text: "listened for" } } });
  },
  long,
);

test(
  "the ways inside of a For each are counted by the items that went over them, live and for whoever comes later",
  async () => {
    const [page, sandbox] = [await openConsole(), await openPage()];
    await openCycle(page, await make("Sorted", sorting));
    await page.getByRole("button", { name: "Run cycle" }).click();
    await page.getByText("v1 running").waitFor();
    await sandbox.goto(named(stage().installation.sandboxUrl));
    await sandbox.getByRole("status").filter({ hasText: "Live" }).waitFor();
    const counts = () => page.getByText(/^ ?(One|\d+) (run|item)s? went this way$/).allTextContents();
    const send = async () => {
      await sandbox.getByLabel("Message", { exact: true }).fill("sort");
      await sandbox.getByRole("button", { name: "Send" }).click();
    };
    const told = (runs: number) => {
      const [run, more] = [runs === 1 ? "One run" : `${runs} runs`, (items: number) => `${items * runs} items`];
      return [run, more(5), more(3), more(2), run].map((words) => `${words} went this way`);
    };
    const shown = async () => (await counts()).map((words) => words.trim());
    await send();
    await expect.poll(shown, { timeout: 60_000 }).toEqual(told(1));
    await send();
    await expect.poll(shown, { timeout: 60_000 }).toEqual(told(2));
    await page.reload();
    await expect.poll(shown, { timeout: 60_000 }).toEqual(told(2));
    // The same in the list of steps.
    await page.keyboard.press("o");
    await page.getByRole("region", { name: "Outline" }).waitFor();
    await page.getByText("each item · 10 items went this way").waitFor();
    expect(await seriousViolations(page)).toEqual([]);

    await page.goto(`${named(stage().installation.url)}/accounts/demo/runs`);
    await page.getByRole("row").filter({ hasText: "Sorted" }).getByRole("link").first().click();
    await page.getByRole("link", { name: "Show on the canvas" }).click();
    await card(page, "Reply").getByText("Succeeded").waitFor();
    // The run went over all of them.
    await expect.poll(() => page.locator('path[data-lit="true"]').count()).toBe(5);
  },
  long,
);

test("the page of a run says by which case it left a Switch by the case's name, with the icon of its card", async () => {
  const { api } = stage().product;
  const cases = [{ id: "prices", name: "Asks for prices", conditions: { left: { value: 1 }, operator: "exists" } }];
  const document = {
    steps: [
      { id: "message", type: "trigger", connector: "facebook-messenger", method: "message" },
      { id: "about", type: "switch", name: "What about?", cases },
      { id: "priced", type: "set-variables", variables: [{ name: "asked", value: { value: "prices" } }] },
    ],
    edges: [
      { from: "message", to: "about" },
      { from: "about", port: "prices", to: "priced" },
    ],
  };
  const { id } = await api.call<{ id: string }>("POST", "/v1/accounts/demo/cycles", { name: "Parted", document });
  const wish = { trigger: "message", input: { sender: { id: "24000000000000001" }, message: { text: "hi" } } };
  const run = await api.call<Run>("POST", `/v1/accounts/demo/cycles/${id}/draft/run`, wish);
  const page = await openConsole();
  await page.goto(`${named(stage().installation.url)}/accounts/demo/runs/${run.id}`);
  const step = page.getByRole("button", { name: "What about?" });
  await step.getByText("→ Went out by “Asks for prices”", { exact: true }).waitFor();
  expect(await step.locator("svg.tabler-icon-arrows-split").count()).toBe(1);
});

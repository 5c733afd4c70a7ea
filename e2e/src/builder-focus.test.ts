import type { CycleDocumentInput, CycleWithDocument } from "@velodrome/contract";
import type { Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { card, clickCard, entry, middle, openBlank, panel } from "./harness/building.ts";
import { useBuilder } from "./harness/use-builder.ts";

const { stage, openConsole, cycles, onServer } = useBuilder();

/** A message is answered, to somebody who is told to a test. */
const answering: CycleDocumentInput = {
  steps: [
    { id: "message", type: "trigger", connector: "facebook-messenger", method: "message", name: "Message" },
    {
      ...{ id: "reply", type: "action", connector: "facebook-messenger", method: "send-text", name: "Reply" },
      input: { recipient: { step: "message", path: "sender.id" }, text: { value: "Hello" } },
    },
  ],
  edges: [{ from: "message", to: "reply" }],
  pins: { message: { sender: { id: "24000000000000001" }, message: { text: "hi" } } },
};

/** The answer of a new cycle, shown over the whole canvas. */
async function openLarge(page: Page, name: string) {
  const { id } = await stage().product.api.call<CycleWithDocument>("POST", "/v1/accounts/demo/cycles", {
    name,
    document: answering,
  });
  await page.goto(`${cycles()}/${id}/build`);
  await clickCard(page, "Reply");
  await panel(page, "Reply").getByRole("button", { name: "Show it large" }).click();
  const large = page.getByRole("dialog", { name: "Send a text" });
  await large.getByRole("heading", { name: "What comes in" }).waitFor();
  return large;
}

/** What is on its way out takes no click any more. */
const staysOpen = (large: Locator) => large.getByRole("heading", { name: "What comes in" }).click();

test("a step shown large asks before it reaches a person, over what is shown; Escape leaves the question alone", async () => {
  const page = await openConsole();
  const large = await openLarge(page, "Asked large");
  await large.getByRole("button", { name: "Test step" }).click();
  const question = page.getByRole("dialog", { name: "Reach somebody in the sandbox?" });
  await question.waitFor();
  await page.keyboard.press("Escape");
  await question.waitFor({ state: "detached" });
  await staysOpen(large);
  await large.getByRole("button", { name: "Test step" }).click();
  // What lies under something else takes no click.
  await question.getByRole("button", { name: "Test it for real" }).click();
  await large.getByText("This step alone, just now").waitFor();
  await page.keyboard.press("Escape");
  await large.waitFor({ state: "detached" });
  await panel(page, "Reply").waitFor();
});

test("two clicks on a card show its step large, wherever the first one moves the card", async () => {
  const page = await openConsole();
  const large = await openLarge(page, "Clicked twice");
  await page.keyboard.press("Escape");
  await large.waitFor({ state: "detached" });
  await panel(page, "Reply").getByRole("button", { name: "Close the step" }).click();
  await page.getByRole("button", { name: "Fit everything in" }).click();
  // Where the step's panel comes to lie.
  const { x, y } = await middle(card(page, "Reply"));
  expect(x).toBeGreaterThan(1280 - 400);
  await page.mouse.dblclick(x, y);
  await large.waitFor();
});

test("a click on data goes into the field whose way was chosen, after what is written there by then", async () => {
  const page = await openConsole();
  const large = await openLarge(page, "Mapped large");
  const text = async () => {
    const { document } = await onServer(page);
    const step = document.steps.find(({ id }) => id === "reply");
    return step?.type === "action" ? step.input["text"] : undefined;
  };
  await large.getByRole("textbox", { name: "Text", exact: true }).fill("You wrote: ");
  const data = large.getByRole("region", { name: "What comes in" });
  await data.getByRole("button", { name: "Take message.message.text" }).click();
  await expect.poll(text).toEqual({ template: "You wrote: {{ message.message.text }}" });
  await large.getByRole("button", { name: "How Text is filled" }).click();
  await page.getByRole("menuitem", { name: "Mapped" }).click();
  await page.getByRole("menu").waitFor({ state: "detached" });
  await data.getByRole("button", { name: "Take message.sender.id" }).click();
  await expect.poll(text).toEqual({ step: "message", path: "sender.id" });
});

test("Escape puts away the names that an expression is offered, and not the step", async () => {
  const page = await openConsole();
  const large = await openLarge(page, "Offered large");
  await large.getByRole("button", { name: "How Text is filled" }).click();
  await page.getByRole("menuitem", { name: "Expression" }).click();
  await large.getByRole("textbox", { name: "Text", exact: true }).click();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("message.mess");
  const offered = page.getByRole("option", { name: "message.message.text" });
  await offered.waitFor();
  await page.keyboard.press("Escape");
  await offered.waitFor({ state: "detached" });
  await staysOpen(large);
  await page.keyboard.press("Escape");
  await large.waitFor({ state: "detached" });
});

test("the ways of a new cycle with questions are named, beside the cards and not under them", async () => {
  const page = await openConsole();
  await page.getByRole("button", { name: "New cycle" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: "FAQ with quick replies" }).check();
  await dialog.getByRole("button", { name: "Create cycle" }).click();
  const name = card(page, "Which question?").locator(".react-flow__handle").getByText("Opening hours", { exact: true });
  const edges = async () => {
    const [named, next] = [await name.boundingBox(), await card(page, "Offer the questions").boundingBox()];
    return { end: (named?.x ?? Infinity) + (named?.width ?? 0), next: next?.x ?? 0 };
  };
  await name.waitFor();
  const { end, next } = await edges();
  expect(end).toBeLessThan(next);
  await page.goto(page.url().replace(/\/build.*$/, ""));
  await page.getByText("By Opening hours", { exact: true }).waitFor();
});

test("what was dragged out of the palette is among the recent", async () => {
  const page = await openConsole();
  await openBlank(page, cycles(), "Dragged");
  await entry(page, "Delay").dragTo(page.getByRole("application", { name: "Canvas" }), {
    targetPosition: { x: 300, y: 400 },
  });
  await card(page, "Delay").waitFor();
  const recent = page.getByRole("complementary", { name: "Steps to add" }).getByRole("region", { name: "Recent" });
  await recent.getByRole("button", { name: "Delay" }).waitFor();
});

test("whoever leaves a step to make its connection is led back to it", async () => {
  const page = await openConsole();
  await openBlank(page, cycles(), "Left");
  await entry(page, "Make a request").click();
  await panel(page, "Make a request").getByRole("link", { name: "New connection" }).click();
  await page.getByLabel("Base address").fill("http://localhost:9");
  await page.getByRole("button", { name: "Connect" }).click();
  await page.getByRole("combobox", { name: "How it signs in" }).waitFor();
  await page.getByRole("button", { name: "Connect" }).click();
  await page.getByRole("heading", { name: "Connected" }).waitFor();
  await page.getByRole("link", { name: "Back to the Builder" }).click();
  await panel(page, "Make a request").getByRole("combobox", { name: "Connection", exact: true }).waitFor();
  // Who is there again did not leave it.
  await page.goBack();
  await page.getByRole("heading", { name: "Connected" }).waitFor();
  expect(await page.getByRole("link", { name: "Back to the Builder" }).count()).toBe(0);
});

test("Escape closes the commands that were opened over a step shown large, and not the step", async () => {
  const page = await openConsole();
  const large = await openLarge(page, "Commanded large");
  await page.keyboard.press("ControlOrMeta+k");
  const commands = page.getByRole("textbox", { name: "Search and commands" });
  await commands.fill("connections");
  await page.keyboard.press("Escape");
  await commands.waitFor({ state: "detached" });
  await staysOpen(large);
  await page.keyboard.press("Escape");
  await large.waitFor({ state: "detached" });
  await expect.poll(() => panel(page, "Reply").locator(":focus").getAttribute("aria-label")).toBe("Show it large");
});

test("why a cycle was not started is put away once it is read, and said again when it is started again", async () => {
  const page = await openConsole();
  await openBlank(page, cycles(), "Unready");
  const why = page.getByRole("alert").filter({ hasText: "The cycle was not started" });
  for (let times = 0; times < 2; times++) {
    await page.getByRole("button", { name: "Run cycle", exact: true }).click();
    await why.getByRole("button", { name: "Dismiss" }).click();
    await why.waitFor({ state: "detached" });
  }
});

import type { CycleDocumentInput, CycleWithDocument, Run } from "@velodrome/contract";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { seriousViolations } from "./harness/browser.ts";
import { card, panel, saved } from "./harness/building.ts";
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
    await card(page, "Message").click();
    await panel(page, "Message").getByRole("button", { name: "Choose test data…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Search past events").fill("first of");
    await dialog.getByRole("button", { name: "first of two" }).click();
    await expect.poll(() => dialog.getByLabel("Data").inputValue()).toContain("first of two");
    expect(await seriousViolations(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Pin as test data" }).click();

    await card(page, "Reply").click();
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

    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Fit everything in" }).click();
    await card(page, "Loud").click();
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
    await card(page, "Reply").click();
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

    await page.goto(`${named(stage().installation.url)}/accounts/demo/runs`);
    await page.getByRole("row").filter({ hasText: "please" }).getByRole("link").first().click();
    await page.getByRole("link", { name: "Show on the canvas" }).click();
    await card(page, "Reply").getByText("Failed").waitFor();
    await card(page, "Reply").click();
    await panel(page, "Reply").getByText("no_matching_user").first().waitFor();
    const failed = page.url();
    await page.getByRole("link", { name: "Back to the draft" }).click();
    await card(page, "Reply").click();
    await reply.getByRole("button", { name: "How Recipient is filled" }).click();
    await page.getByRole("menuitem", { name: "Mapped" }).click();
    await reply.getByLabel("Step for Recipient").click();
    await page.getByRole("option", { name: "Message" }).click();
    await reply.getByLabel("Path for Recipient").fill("sender.id");
    await saved(page);
    await page.getByRole("button", { name: "Publish changes" }).click();
    await page.getByText("v2 running").waitFor();

    await page.goto(failed);
    await page.getByRole("button", { name: "Retry otherwise" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("radio", { name: "Retry from the failed step" }).check();
    await dialog.getByRole("radio", { name: "The newest version" }).check();
    await dialog.getByRole("button", { name: "Retry", exact: true }).click();
    await card(page, "Reply").getByText("Succeeded").waitFor();
    await sandbox.locator('[data-from="page"]', { hasText: "PLEASE" }).waitFor();
  },
  long,
);

/** A cycle as large as they come: one trigger, and a chain behind it. */
function large(steps: number): CycleDocumentInput {
  const all = Array.from({ length: steps }, (_, at) =>
    at === 0
      ? ({ id: "s0", type: "trigger", connector: "facebook-messenger", method: "message" } as const)
      : ({ id: `s${at}`, type: "transform", name: `Step ${at}`, expression: `s${at - 1}` } as const),
  );
  const placed = all.map((step, at) => ({ ...step, position: { x: (at % 15) * 320, y: Math.floor(at / 15) * 128 } }));
  return { steps: placed, edges: all.slice(1).map((_, at) => ({ from: `s${at}`, to: `s${at + 1}` })) };
}

/** For how long the page's main thread was at work since it was opened, in s: what else the machine does is not counted. */
async function openPageAtWork(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  return async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.POSITIVE_INFINITY;
  };
}

/** Written for the browser, whose types are not ours. */
const countMoves = `globalThis.moves = 0; addEventListener("pointermove", () => { globalThis.moves += 1; }, true);`;

test("a cycle of 150 steps opens within a second and a half, and loses no input while it is dragged and panned", async () => {
  const made = await make("Large", large(150));
  const page = await openConsole();
  // What the page before still asks for is none of this one's.
  await page.goto("about:blank");
  const asked: string[] = [];
  page.on("request", (request) => {
    const { pathname, search } = new URL(request.url());
    if (pathname.startsWith("/v1/") && !pathname.endsWith("/live")) asked.push(pathname + search);
  });
  const atWork = await openPageAtWork(page);
  await page.goto(`${cycles()}/${made.id}/build`);
  await expect.poll(() => page.locator(".react-flow__node").count()).toBe(150);
  await expect.poll(() => page.locator(".react-flow__edge").count()).toBe(149);
  expect(await atWork()).toBeLessThan(1.5);
  expect([...new Set(asked)].slice(10)).toEqual([]);

  await page.evaluate(countMoves);
  const steps = 60;
  const drag = async (from: { x: number; y: number }) => {
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    for (let step = 1; step <= steps; step++) await page.mouse.move(from.x + step, from.y + step / 2);
    await page.mouse.up();
  };
  const placeOf = async () => {
    const box = await page.locator(".react-flow__node").nth(50).boundingBox();
    if (box === null) throw new Error("The card is not on the canvas.");
    return box;
  };
  const [before, zoom] = [await placeOf(), (await placeOf()).width / 248];
  await drag({ x: before.x + before.width / 2, y: before.y + before.height / 2 });
  const moved = await placeOf();
  // Cards snap to a grid of 16.
  expect(Math.abs(moved.x - before.x - steps)).toBeLessThanOrEqual(16 * zoom);
  expect(Math.abs(moved.y - before.y - steps / 2)).toBeLessThanOrEqual(16 * zoom);
  await drag({ x: 640, y: 790 });
  const panned = await placeOf();
  expect(Math.round(panned.x - moved.x)).toBe(steps);
  expect(Math.round(panned.y - moved.y)).toBe(steps / 2);
  expect(await page.evaluate<number>("globalThis.moves")).toBeGreaterThanOrEqual(2 * steps);

  await page.keyboard.press("Control+a");
  await page.locator(".react-flow__node").first().focus();
  await page.keyboard.press("ArrowRight");
  await saved(page);
  const { document } = await onServer(page);
  expect(document.steps).toHaveLength(150);
  const others = document.steps.filter((_, at) => at !== 50);
  const columns = (at: number) => ((at < 50 ? at : at + 1) % 15) * 320 + 16;
  expect(others.every(({ position }, at) => position?.x === columns(at))).toBe(true);
});

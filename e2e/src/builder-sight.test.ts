import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import { card, entry, isInSight, openBlank, saved } from "./harness/building.ts";
import { useBuilder } from "./harness/use-builder.ts";

const { openConsole, cycles } = useBuilder();

const missing = "This is missing before it can run:";

/** Top and bottom of what a person sees there, once it does not move any more. */
async function extent(of: Locator) {
  await (await of.elementHandle())?.waitForElementState("stable");
  const box = await of.boundingBox();
  if (box === null) throw new Error("It is not seen.");
  return { top: box.y, bottom: box.y + box.height };
}

test("a notice lies over the canvas and covers no card that was seen; when it goes, no card moves", async () => {
  const page = await openConsole();
  await openBlank(page, cycles(), "In sight");
  await entry(page, "Message").click();
  for (const name of ["Send a text", "Send a text", "Send a text"]) await entry(page, name).click();
  await page.keyboard.press("Escape");
  await page.setViewportSize({ width: 1280, height: 640 });
  await page.getByRole("button", { name: "Fit everything in" }).click();
  const [drawing, first] = [page.locator(".react-flow"), card(page, "Message")];
  const canvas = await extent(drawing);

  await page.getByRole("button", { name: "Run cycle" }).click();
  await page.getByText(missing).waitFor();
  expect(await extent(drawing)).toEqual(canvas);
  const notice = await extent(page.getByRole("alert").locator(".."));
  await expect.poll(async () => (await extent(first)).top).toBeGreaterThan(notice.bottom);
  const moved = await extent(first);
  expect(moved.bottom).toBeLessThan(canvas.bottom);

  // While it is asked again nothing is said.
  await page.route("**/start", () => undefined);
  await page.getByRole("button", { name: "Run cycle" }).click();
  await page.getByText(missing).waitFor({ state: "detached" });
  expect(await extent(first)).toEqual(moved);
});

test("who comes by a link to a step sees it, and large enough to be read, however long the cycle is", async () => {
  const page = await openConsole();
  await openBlank(page, cycles(), "Long");
  await entry(page, "Message").click();
  for (let added = 0; added < 5; added += 1) await entry(page, "Delay").click();
  const last = page.url();
  await saved(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Fit everything in" }).click();
  const { top, bottom } = await extent(card(page, "Delay").last());
  await page.goto(last);
  const linked = page.locator(".react-flow__node.selected");
  await expect.poll(async () => (await linked.boundingBox())?.height).toBeGreaterThan(1.5 * (bottom - top));
  await expect.poll(() => isInSight(page, linked)).toBe(true);
});

test("no line of the outline moves on a small phone when the name of a connection comes", async () => {
  const page = await openConsole();
  await openBlank(page, cycles(), "Name to come");
  for (const name of ["Message", "Send a text"]) await entry(page, name).click();
  await saved(page);
  await page.setViewportSize({ width: 320, height: 640 });
  const named = Promise.withResolvers<void>();
  await page.route(/\/accounts\/demo\/connections(\?|$)/, async (route) => {
    await named.promise;
    await route.continue();
  });
  await page.reload();
  const outline = page.getByRole("region", { name: "Outline" });
  const [first, second] = [
    outline.getByRole("button", { name: /^Message/ }),
    outline.getByRole("button", { name: /^Send a text/ }),
  ];
  // All else that is asked for is there.
  await second.getByText("missing").waitFor();
  await first.getByText("When a message arrives").waitFor();
  const before = [await extent(first), await extent(second)];
  named.resolve();
  await first.getByText("Harbour Café").waitFor();
  expect([await extent(first), await extent(second)]).toEqual(before);
});

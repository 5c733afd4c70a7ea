import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import { card, entry, openBlank } from "./harness/building.ts";
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

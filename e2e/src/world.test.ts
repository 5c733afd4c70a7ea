import type { Page } from "playwright-core";
import { expect, onTestFinished, test } from "vitest";
import { useBuilder } from "./harness/use-builder.ts";
import { named, signIn } from "./harness/windows.ts";

const { person, stage, openPage, cycles } = useBuilder();

/** A window of somebody who lives elsewhere. */
async function openIn(timezoneId: string, locale: string): Promise<Page> {
  const browser = (await openPage()).context().browser();
  if (browser === null) throw new Error("The page belongs to no browser.");
  const context = await browser.newContext({ timezoneId, locale, viewport: { width: 1280, height: 800 } });
  onTestFinished(() => context.close());
  return context.newPage();
}

test("a dashboard's days begin where those of its reader do, and are written as they are there", async () => {
  const page = await openIn("Asia/Kolkata", "ar-EG");
  const asked = page.waitForRequest(/\/dashboard\?.*period=month/);
  await page.goto(`${named(stage().installation.url)}/?period=month`);
  await signIn(page, person);
  expect(new URL((await asked).url()).searchParams.get("timezone")).toBe("Asia/Kolkata");
  await page.getByText("As a table").first().click();
  const days = page.getByRole("region", { name: "Runs" }).getByRole("rowheader");
  await days.first().waitFor();
  const written = (ago: number) =>
    page.evaluate<string>(
      `new Intl.DateTimeFormat("ar-EG", { month: "short", day: "numeric" }).format(Date.now() - ${ago * 86_400_000})`,
    );
  expect(await days.allInnerTexts()).toEqual(
    await Promise.all(Array.from({ length: 30 }, (_, at) => written(29 - at))),
  );
});

test("a time zone is found by its name of today", async () => {
  const page = await openIn("America/St_Johns", "de-DE");
  await page.goto(`${cycles().replace(/cycles$/, "settings")}`);
  await signIn(page, person);
  const zone = page.getByRole("combobox", { name: "Time zone" });
  await zone.fill("Kolk");
  await page.getByRole("option", { name: "Asia/Kolkata", exact: true }).waitFor();
});

test("of very many cycles each is found where runs are narrowed by one, and its name keeps its direction", async () => {
  const { api } = stage().product;
  const first = "مرحبا (الفرع 2)";
  await api.call("POST", "/v1/accounts/demo/cycles", { name: first });
  for (let at = 0; at < 60; at++) await api.call("POST", "/v1/accounts/demo/cycles", { name: `Later ${at}` });
  const page = await openIn("Pacific/Apia", "ja-JP");
  await page.goto(cycles().replace(/cycles$/, "runs"));
  await signIn(page, person);
  const choice = page.getByRole("combobox", { name: "Cycle" });
  await choice.click();
  await page.getByRole("option", { name: "Later 59" }).waitFor();
  await choice.fill("الفرع");
  await page.getByRole("option", { name: first }).click();
  await expect.poll(() => new URL(page.url()).searchParams.get("cycle")).toMatch(/^cyc_/);
  await expect.poll(() => choice.inputValue()).toBe(first);
  await page.goto(`${cycles()}?q=${encodeURIComponent("الفرع")}`);
  await page.locator("a:dir(rtl)", { hasText: first }).waitFor();
});

test("a schedule says when it fires next, in its reader's time and in the zone it goes by", async () => {
  const { api } = stage().product;
  const schedule = { id: "evening", type: "schedule", name: "Evening", cron: "0 20 * * *", timezone: "Europe/Berlin" };
  const { id } = await api.call<{ id: string }>("POST", "/v1/accounts/demo/cycles", {
    name: "Every evening",
    document: { steps: [schedule] },
  });
  const page = await openIn("Asia/Kolkata", "en-GB");
  await page.goto(`${cycles()}/${id}/build?step=evening`);
  await signIn(page, person);
  const times = page.getByRole("complementary", { name: "Step Evening" }).getByRole("listitem");
  await times.first().waitFor();
  expect(await times.count()).toBe(5);
  expect(await times.first().innerText()).toMatch(/(00:30|23:30):00 .*\s+.*20:00 in Europe\/Berlin$/);
});

test("where nothing is, the title says so, as the page does", async () => {
  const page = await openPage();
  await page.goto(cycles().replace("/demo/", "/nobody/"));
  await signIn(page, person);
  await page.getByRole("heading", { level: 1, name: "Nothing here" }).waitFor();
  await expect.poll(() => page.title()).toBe("Nothing here · Velodrome");
  const [known] = await stage().product.api.list<{ id: string }>("/v1/accounts/demo/cycles");
  await page.goto(cycles().replace(/cycles$/, `runs/${known?.id.replace("cyc_", "run_")}`));
  await page.getByRole("heading", { level: 1, name: "Nothing here" }).waitFor();
  await expect.poll(() => page.title()).toBe("Nothing here · Demo · Velodrome");
});

import type { Locator, Page } from "playwright-core";
import { expect, onTestFinished, test } from "vitest";
import { seriousViolations } from "./harness/browser.ts";
import { createInstallation } from "./harness/installation.ts";
import { useProduct } from "./harness/use-product.ts";
import { named, signIn, useBrowser } from "./harness/windows.ts";

const person = { email: "ada@example.com", password: "correct horse battery" };
const stage = useProduct({
  VELODROME_DEMO: "on",
  VELODROME_ADMIN_EMAIL: person.email,
  VELODROME_ADMIN_PASSWORD: person.password,
});
const openPage = useBrowser();

/** Writes as a person to the Page, and waits for the Page's reply. */
async function chat(page: Page, text: string, reply: string): Promise<void> {
  await page.goto(named(stage().installation.sandboxUrl));
  await page.getByLabel("Message", { exact: true }).fill(text);
  await page.getByRole("button", { name: "Send" }).click();
  await page.locator('[data-from="page"]', { hasText: reply }).waitFor();
}

const part = (step: Locator, name: string): Locator => step.getByRole("group", { name, exact: true });

test("a person signs in, writes hi in the chat, gets the reply there, and sees the run come without a reload", async () => {
  const [console, sandbox] = [await openPage(), await openPage()];
  await console.goto(`${named(stage().installation.url)}/accounts/demo/runs`);
  expect(await seriousViolations(console)).toEqual([]);
  await signIn(console, person);
  await console.getByRole("heading", { name: "Runs", exact: true }).waitFor();
  await console.getByText("No run yet").waitFor();
  expect(await seriousViolations(console)).toEqual([]);

  // Lost with any reload.
  await console.evaluate(() => Object.assign(globalThis, { stillHere: true }));
  const dashboard = await console.context().newPage();
  await dashboard.goto(named(stage().installation.url));
  await dashboard.getByRole("button", { name: "Open the run" }).waitFor();
  await chat(sandbox, "hi", "Hello! You wrote: hi");
  // The first steps are ticked where they are read, on the page that is seen first.
  await dashboard.getByRole("link", { name: "Open the run" }).waitFor();
  await dashboard.getByRole("img", { name: /^Runs: 1 succeeded/ }).waitFor();
  await dashboard.close();
  expect(await seriousViolations(sandbox)).toEqual([]);
  const row = console.getByRole("table", { name: "Runs" }).getByRole("row").filter({ hasText: "hi" });
  await row.filter({ hasText: "Succeeded" }).waitFor();
  expect(await console.evaluate(() => "stillHere" in globalThis)).toBe(true);
  expect(await seriousViolations(console)).toEqual([]);

  await row.getByRole("link").first().click();
  await console.getByRole("heading", { name: "Run of Greeting" }).waitFor();
  const step = (name: string) =>
    console.getByRole("listitem").filter({ has: console.getByText(name, { exact: true }) });
  const decision = step("Says hi?");
  const reply = step("Reply");
  await part(decision, "Input").getByText("hi").first().waitFor();
  await part(decision, "Output").waitFor();
  await part(reply, "Input").getByText("Hello! You wrote: hi").waitFor();
  await part(reply, "Output").getByText("messageId").waitFor();
  await part(reply, "Request").getByText("/me/messages").waitFor();
  await part(reply, "Response").getByText("message_id").waitFor();
  expect(await seriousViolations(console)).toEqual([]);
});

test("the link of the banner makes the first administrator, once", async () => {
  const installation = await createInstallation();
  const product = await installation.start();
  onTestFinished(async () => {
    await product.stop();
    await installation.remove();
  });
  const link = /http:\/\/\S+\/first-sign-in\?token=\S+/.exec(product.output())?.[0] ?? "";
  const fill = async (page: Page): Promise<void> => {
    await page.goto(link);
    await page.getByLabel("Your name").fill("Ada Moss");
    await page.getByLabel("E-mail").fill(person.email);
    await page.getByLabel("Password", { exact: true }).fill(person.password);
    expect(await seriousViolations(page)).toEqual([]);
    await page.getByRole("button", { name: "Create and sign in" }).click();
  };
  const page = await openPage();
  await fill(page);
  await page.getByRole("heading", { name: "Dashboard", exact: true }).waitFor();
  expect(await seriousViolations(page)).toEqual([]);
  const late = await openPage();
  await fill(late);
  await late.getByText("The administrator was not created").waitFor();
});

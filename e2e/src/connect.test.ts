import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { seriousViolations } from "./harness/browser.ts";
import { grant, listRedirectUri, type Meta, type MetaApp, meta, openDashboard, verifyAndSave } from "./harness/meta.ts";
import { useProduct } from "./harness/use-product.ts";
import { named, signIn, useBrowser } from "./harness/windows.ts";

const person = { email: "ada@example.com", password: "correct horse battery" };
const stage = useProduct({
  VELODROME_DEMO: "on",
  VELODROME_ADMIN_EMAIL: person.email,
  VELODROME_ADMIN_PASSWORD: person.password,
});
const openPage = useBrowser();
let facebook: Meta;
beforeAll(async () => {
  facebook = await meta(stage().installation.sandboxUrl);
});

const at = (path: string): string => named(stage().installation.url) + path;

interface Addresses {
  redirectUri: string;
  callbackUrl: string;
  verifyToken: string;
}

/** Connectors → Facebook Messenger → Setup: filled in, saved, checked; answers what is to be copied to Meta. */
async function fillSetup(console: Page, app: MetaApp, name: string): Promise<Addresses> {
  await console.getByRole("link", { name: "Connectors" }).first().click();
  await console.getByRole("link", { name: /Facebook Messenger/ }).click();
  await console.getByRole("link", { name: "New Setup" }).click();
  await console.getByRole("textbox", { name: "Name", exact: true }).fill(name);
  await console.getByLabel("Client ID").fill(app.id);
  await console.getByLabel("Client Secret").fill(`${app.secret.slice(0, -1)}x`);
  await console.getByRole("button", { name: "Suggest one" }).click();
  const verifyToken = await console.getByLabel("Verify Token").inputValue();
  await console.getByText("Advanced", { exact: true }).click();
  await console.getByLabel("Graph address").fill(named(facebook.url));
  await console.getByLabel("Dialog address").fill(named(facebook.url));
  await console.getByRole("button", { name: "Save and check" }).click();
  // A wrong pair is said at its field.
  const secret = console.getByRole("textbox", { name: "Client Secret" });
  await expect.poll(() => secret.getAttribute("aria-invalid"), { timeout: 15_000 }).toBe("true");
  expect(await seriousViolations(console)).toEqual([]);
  await secret.fill(app.secret);
  await console.getByRole("button", { name: "Save and check" }).click();
  await console.getByText(`your customers will see: ${app.name}`, { exact: false }).first().waitFor();
  const value = async (part: string) => (await console.locator("code", { hasText: part }).first().textContent()) ?? "";
  return { redirectUri: await value("/connector/callback"), callbackUrl: await value("/webhooks/"), verifyToken };
}

async function makeAccount(console: Page, name: string): Promise<void> {
  await console.goto(at("/accounts"));
  await console.getByRole("button", { name: "New account" }).click();
  const dialog = console.getByRole("dialog");
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("button", { name: /Create|Make|Add/ }).click();
  await console.getByRole("heading", { name: "Connections", exact: true }).waitFor();
}

/** Begins a connection of this Setup; answers the window in which somebody signs in. */
async function beginConnection(console: Page, setup: string, name: string): Promise<Page> {
  await console.getByRole("link", { name: "New connection" }).first().click();
  await console.getByText("Facebook Messenger").first().click();
  await console.getByRole("textbox", { name: "Name", exact: true }).fill(name);
  await console.getByRole("combobox", { name: "Setup" }).click();
  await console.getByRole("option", { name: setup }).click();
  const opened = console.waitForEvent("popup");
  await console.getByRole("button", { name: "Sign in with Facebook" }).click();
  const window = await opened;
  await window.getByRole("link", { name: "Sign in with Facebook" }).waitFor();
  return window;
}

/** Cycles → New cycle: Message and Decision. */
async function makeCycle(console: Page, name: string): Promise<void> {
  await console.getByRole("link", { name: "Cycles" }).first().click();
  await console.getByRole("button", { name: "New cycle" }).first().click();
  const dialog = console.getByRole("dialog");
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("button", { name: "Create cycle" }).click();
  await console.getByRole("heading", { name, exact: true }).waitFor();
}

async function write(chat: Page, page: string, text: string): Promise<void> {
  await chat.goto(`${named(facebook.url)}/?page=${page}`);
  await chat.getByLabel("Message", { exact: true }).fill(text);
  await chat.getByRole("button", { name: "Send" }).click();
}

test("from the Service Domain to a run, by a person: Setup, sign-in, Page, cycle, webhook by hand, message", async () => {
  const app = await facebook.addApp("Acme Chat");
  const [console, dashboard] = [await openPage(), await openPage()];
  await console.goto(at("/settings/general"));
  await signIn(console, person);
  await console.getByLabel("Display name").fill("Acme");
  await console.getByRole("button", { name: "Save", exact: true }).click();
  const domain = await console.getByLabel("Service Domain").inputValue();
  expect(domain).toBe(new URL(at("/")).host);
  expect(await seriousViolations(console)).toEqual([]);

  const { redirectUri, callbackUrl, verifyToken } = await fillSetup(console, app, "Acme app");
  expect(redirectUri).toBe(at("/connector/callback"));
  expect(await seriousViolations(console)).toEqual([]);
  await openDashboard(dashboard, facebook, app);
  await listRedirectUri(dashboard, redirectUri);

  await makeAccount(console, "Linden Street");
  const window = await beginConnection(console, "Acme app", "Florist");
  expect(await window.locator("main").textContent()).toContain("Linden Street");
  expect(await seriousViolations(window)).toEqual([]);
  await window.getByRole("link", { name: "Sign in with Facebook" }).click();
  await grant(window, "Nora Lindqvist", ["Florist", "Weddings"]);
  await window.getByRole("heading", { name: "Choose Pages" }).waitFor();
  expect(await seriousViolations(window)).toEqual([]);
  await window.getByRole("checkbox", { name: /Florist/ }).check();
  await window.getByRole("button", { name: "Connect" }).click();
  await window.getByRole("heading", { name: "Connected: write to your Page" }).waitFor();
  expect(await seriousViolations(window)).toEqual([]);
  // The console learnt it from the server.
  await console.getByRole("heading", { name: "Connected: write to your Page" }).waitFor();
  expect(await seriousViolations(console)).toEqual([]);

  await makeCycle(console, "Greeting");
  await console.getByText("Not verified").first().waitFor();
  expect(await console.locator("code", { hasText: "/webhooks/" }).first().textContent()).toBe(callbackUrl);
  await verifyAndSave(dashboard, { callbackUrl, verifyToken: "a wrong one" });
  await dashboard.getByText(/Not saved/).waitFor();
  await console.getByText(/Facebook tried at .* with another Verify Token/).waitFor();
  expect(await seriousViolations(console)).toEqual([]);
  await verifyAndSave(dashboard, { callbackUrl, verifyToken });
  await dashboard.getByText("verified", { exact: false }).first().waitFor();
  await console.getByText("No message yet").first().waitFor();
  await console.getByRole("button", { name: "Run cycle" }).click();
  await console.getByText("Running").first().waitFor();
  await verifyAndSave(dashboard, { callbackUrl, verifyToken });
  await facebook.order("PUT", `apps/${app.id}/webhook`, { url: callbackUrl, verifyToken, fields: ["messages"] });

  await write(dashboard, "100000000000101", "hi, is the shop open?");
  await console.getByRole("link", { name: "Runs" }).first().click();
  const row = console.getByRole("table", { name: "Runs" }).getByRole("row").filter({ hasText: "is the shop open" });
  await row.filter({ hasText: "Succeeded" }).waitFor();
});

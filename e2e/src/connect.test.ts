import { beforeAll, expect, onTestFinished, test } from "vitest";
import { seriousViolations } from "./harness/browser.ts";
import { startAnswering } from "./harness/answering.ts";
import { grant, listRedirectUri, type Meta, meta, openDashboard, verifyAndSave } from "./harness/meta.ts";
import { beginConnection, fillSetup, makeAccount, makeCycle, write } from "./harness/partner.ts";
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

test("from the Service Domain to a run, by a person: Setup, sign-in, Page, cycle, webhook by hand, message", async () => {
  const app = await facebook.addApp("Acme Chat");
  const [console, dashboard] = [await openPage(), await openPage()];
  await console.goto(at("/settings/general"));
  await signIn(console, person);
  await console.getByLabel("Display name").fill("Acme");
  await console.getByRole("button", { name: "Save installation" }).click();
  const domain = await console.getByLabel("Service Domain").inputValue();
  expect(domain).toBe(new URL(at("/")).host);
  expect(await seriousViolations(console)).toEqual([]);

  const { redirectUri, callbackUrl, verifyToken } = await fillSetup(console, facebook, { app, name: "Acme app" });
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
  const [ofSignIn, closed] = [window.url(), window.waitForEvent("close")];
  await window.getByRole("button", { name: "Connect" }).click();
  // The console learnt it from the server, and closes the window that it opened.
  await console.getByRole("heading", { name: "Connected: write to your Page" }).waitFor();
  expect(await seriousViolations(console)).toEqual([]);
  await closed;
  // Who comes by a link is told there.
  const told = await console.context().newPage();
  await told.goto(ofSignIn);
  await told.getByRole("heading", { name: "Connected: write to your Page" }).waitFor();
  expect(await seriousViolations(told)).toEqual([]);
  await told.close();

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

  await write(dashboard, facebook, { page: "100000000000101", text: "hi, is the shop open?" });
  await console.getByRole("link", { name: "Runs" }).first().click();
  const row = console.getByRole("table", { name: "Runs" }).getByRole("row").filter({ hasText: "is the shop open" });
  await row.filter({ hasText: "Succeeded" }).waitFor();
});

test("the second time Facebook is told by us: Register for me, also over an address that stands there", async () => {
  const app = await facebook.addApp("Acme Bookings");
  const foreign = await startAnswering();
  onTestFinished(foreign.close);
  await facebook.order("PUT", `apps/${app.id}/webhook`, { url: foreign.url, verifyToken: "theirs", fields: ["feed"] });
  const [console, dashboard] = [await openPage(), await openPage()];
  await console.goto(at("/connectors"));
  await signIn(console, person);
  const { redirectUri } = await fillSetup(console, facebook, { app, name: "Bookings app" });
  await openDashboard(dashboard, facebook, app);
  await listRedirectUri(dashboard, redirectUri);
  const setup = console.url();
  await console.getByRole("button", { name: "Register for me" }).click();
  const question = console.getByRole("dialog");
  await question.getByText(foreign.url).waitFor();
  await question.getByRole("button", { name: "Replace it" }).click();
  await console.locator('[data-item="webhook"][data-state="done"]').waitFor();
  await console.locator('[data-item="fields"][data-state="done"]').waitFor();

  await makeAccount(console, "Old Mill");
  const window = await beginConnection(console, "Bookings app", "Events");
  await window.getByRole("link", { name: "Sign in with Facebook" }).click();
  await grant(window, "Tomasz", ["Old Mill Events"]);
  await window.getByRole("checkbox", { name: /Old Mill Events/ }).check();
  await window.getByRole("button", { name: "Connect" }).click();
  await console.getByRole("heading", { name: "Connected: write to your Page" }).waitFor();
  await makeCycle(console, "Bookings");
  await console.getByRole("button", { name: "Run cycle" }).click();
  await console.getByText("Running").first().waitFor();
  await write(dashboard, facebook, { page: "100000000000103", text: "hi, a table for two" });
  await console.getByText("Receiving", { exact: true }).first().waitFor();
  await console.getByRole("link", { name: "Runs" }).first().click();
  const row = console.getByRole("table", { name: "Runs" }).getByRole("row").filter({ hasText: "a table for two" });
  await row.filter({ hasText: "Succeeded" }).waitFor();
  await console.goto(setup);
  for (const item of ["redirect-uri", "page-connected", "first-message"]) {
    await console.locator(`[data-item="${item}"][data-state="done"]`).waitFor();
  }
});

test("what goes wrong at signing in is said with what to do next, and Try again leads on", async () => {
  const app = await facebook.addApp("Acme Care");
  const [console, dashboard] = [await openPage(), await openPage()];
  await console.goto(at("/connectors"));
  await signIn(console, person);
  const { redirectUri } = await fillSetup(console, facebook, { app, name: "Care app" });
  await makeAccount(console, "Weddings");

  // The redirect URI is not listed: Facebook says so in its own window, and never comes back.
  let window = await beginConnection(console, "Care app", "Weddings");
  await window.getByRole("link", { name: "Sign in with Facebook" }).click();
  await window.getByRole("alert").waitFor();
  await window.close();
  await console.getByRole("heading", { name: "No answer came back from the other window" }).waitFor();
  await console.locator("code", { hasText: redirectUri }).waitFor();
  expect(await seriousViolations(console)).toEqual([]);
  await openDashboard(dashboard, facebook, app);
  await listRedirectUri(dashboard, redirectUri);
  const opened = console.waitForEvent("popup");
  await console.getByRole("button", { name: "Try again" }).click();
  window = await opened;

  // Cancelled.
  await window.getByRole("link", { name: "Sign in with Facebook" }).click();
  await window.getByRole("link", { name: /Nora Lindqvist/ }).click();
  await window.getByRole("button", { name: "Cancel" }).click();
  await window
    .getByRole("alert")
    .getByText(/cancelled/)
    .waitFor();
  expect(await seriousViolations(window)).toEqual([]);
  await console.getByRole("heading", { name: "The sign-in was cancelled" }).waitFor();

  // A permission is missing.
  await window.getByRole("link", { name: "Try again" }).click();
  await window.getByRole("link", { name: /Nora Lindqvist/ }).click();
  await window.getByRole("checkbox", { name: /pages_messaging/ }).uncheck();
  await window.getByRole("button", { name: /Continue as/ }).click();
  await window.getByText("pages_messaging").waitFor();

  // Whoever signs in has no Pages.
  await window.getByRole("link", { name: "Try again" }).click();
  await window.getByRole("link", { name: /Ines/ }).click();
  await window.getByRole("button", { name: /Continue as/ }).click();
  await window.getByText("no_pages").waitFor();

  // Facebook is down.
  await facebook.order("POST", "faults", {
    match: { edge: "oauth/access_token" },
    times: 1000,
    error: { status: 503, code: 2 },
  });
  await window.getByRole("link", { name: "Try again" }).click();
  await grant(window, "Nora Lindqvist", ["Linden Street Weddings"]);
  await window
    .getByRole("alert")
    .getByText(/did not answer properly/)
    .waitFor();
  await facebook.order("DELETE", "faults");

  await window.getByRole("link", { name: "Try again" }).click();
  await grant(window, "Nora Lindqvist", ["Linden Street Weddings"]);
  await window.getByRole("checkbox", { name: /Weddings/ }).check();
  await window.getByRole("button", { name: "Connect" }).click();
  await console.getByRole("heading", { name: "Connected: write to your Page" }).waitFor();
});

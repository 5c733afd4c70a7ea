import type { Setup } from "@velodrome/contract";
import { beforeAll, expect, test } from "vitest";
import { seriousViolations } from "./harness/browser.ts";
import { grant, listRedirectUri, type Meta, meta, openDashboard } from "./harness/meta.ts";
import { makeAccount } from "./harness/partner.ts";
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
const setups = "/v1/connectors/facebook-messenger/setups";

test("where a Setup leaves its app empty, a connection brings one: tried, sealed, with a webhook address of its own", async () => {
  const { api } = stage().product;
  const app = await facebook.addApp("Florist's own app");
  const url = named(facebook.url);
  const base = await api.call<Setup>("POST", setups, {
    ...{ name: "Customers' apps", clientId: null, clientSecret: null, verifyToken: "word", isDefault: true },
    ...{ graphUrl: url, dialogUrl: url },
  });
  const [console, dashboard] = [await openPage(), await openPage()];
  await console.goto(at("/accounts"));
  await signIn(console, person);
  await openDashboard(dashboard, facebook, app);
  await listRedirectUri(dashboard, base.redirectUri);

  await makeAccount(console, "Linden Street");
  await console.getByRole("link", { name: "New connection" }).first().click();
  await console.getByRole("link", { name: "Facebook Messenger", exact: true }).click();
  await console.getByLabel("Client ID").fill(app.id);
  const secret = console.getByRole("textbox", { name: "Client Secret" });
  await secret.fill(`${app.secret.slice(0, -1)}x`);
  await console.getByRole("button", { name: "Sign in with Facebook" }).click();
  // A wrong pair is said at its field, and nothing is made.
  await expect.poll(() => secret.getAttribute("aria-invalid")).toBe("true");
  expect(await seriousViolations(console)).toEqual([]);
  await secret.fill(app.secret);
  // As after an upgrade: the script of the page that follows is no longer there, and that page comes anew.
  const script = "**/assets/connect-page-*";
  await console.route(script, (route) => route.fulfill({ status: 404 }), { times: 1 });
  const anew = console.waitForEvent("load");
  const opened = console.waitForEvent("popup");
  await console.getByRole("button", { name: "Sign in with Facebook" }).click();
  const window = await opened;
  await anew;
  await window.getByRole("link", { name: "Sign in with Facebook" }).click();
  await grant(window, "Nora Lindqvist", ["Florist"]);
  await window.getByRole("checkbox", { name: /Florist/ }).check();
  await window.getByRole("button", { name: "Connect" }).click();
  await console.getByRole("heading", { name: "Connected: write to your Page" }).waitFor();

  const [brought, ...others] = await api.list<Setup>(`${setups}?base=${base.id}`);
  expect(others).toEqual([]);
  expect(brought).toMatchObject({ clientId: app.id, appName: app.name, base: base.id, connections: 1 });
  await console.goto(at(`/connectors/facebook-messenger/setups/${base.id}`));
  await console.getByRole("heading", { name: "1 connection brings its own app" }).waitFor();
  expect(await seriousViolations(console)).toEqual([]);
  await console.getByRole("link", { name: app.name }).first().click();
  await console
    .getByText(brought?.webhookUrl ?? "")
    .first()
    .waitFor();
  await console.locator('[data-item="redirect-uri"][data-state="done"]').waitFor();
  expect(await seriousViolations(console)).toEqual([]);
});

import { expect, test } from "vitest";
import { useProduct } from "./harness/use-product.ts";
import { named, signIn, useBrowser } from "./harness/windows.ts";

const person = { email: "ada@example.com", password: "correct horse battery" };
const stage = useProduct({
  VELODROME_DEMO: "on",
  VELODROME_ADMIN_EMAIL: person.email,
  VELODROME_ADMIN_PASSWORD: person.password,
});

/** A name of this machine that a browser does not take for it: a page from there by http is no secure one. */
const elsewhere = "velodrome.example";
const openPage = useBrowser([`--host-resolver-rules=MAP ${elsewhere} 127.0.0.1`]);

test("what is shown to be copied is copied where the console is not served by https", async () => {
  const { api } = stage().product;
  const [cycle] = await api.list<{ id: string }>("/v1/accounts/demo/cycles");
  const address = `${named(stage().installation.url)}/accounts/demo/cycles/${cycle?.id}`;
  const page = await openPage();
  await page.goto(address);
  await signIn(page, person);
  await page.getByRole("link", { name: "Open the Builder" }).waitFor();
  const cookies = await page.context().cookies();
  await page.context().addCookies(cookies.map((cookie) => ({ ...cookie, domain: elsewhere })));
  await page.goto(address.replace("localhost", elsewhere));
  expect(await page.evaluate<boolean>("isSecureContext || navigator.clipboard !== undefined")).toBe(false);
  await page.getByText("Webhook URL and Verify Token", { exact: true }).first().click();
  await page.getByRole("button", { name: "Copy Webhook URL" }).first().click();
  await page.getByRole("button", { name: "Copied" }).first().waitFor();
  await page.keyboard.press("Control+k");
  const asked = page.getByRole("textbox", { name: "Search and commands" });
  await asked.focus();
  await page.keyboard.press("Control+v");
  await expect.poll(() => asked.inputValue()).toMatch(/\/webhooks\/facebook-messenger\/[\w-]+$/);
});

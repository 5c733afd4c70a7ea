import type { Page } from "playwright-core";
import { ask, isUnreachable } from "./api.ts";
import { until } from "./until.ts";

export interface MetaApp {
  readonly id: string;
  readonly secret: string;
  readonly name: string;
}

/** Orders to the sandbox that nobody could give to Facebook. */
export interface Meta {
  readonly url: string;
  order<T>(method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE", path: string, body?: object): Promise<T>;
  addApp(name: string, more?: object): Promise<MetaApp>;
}

async function isThere(url: string): Promise<boolean> {
  try {
    return (await ask(`${url}/_sandbox/state`)).status === 200;
  } catch (cause) {
    if (isUnreachable(cause)) return false;
    throw new Error(`Could not ask the sandbox at ${url}.`, { cause });
  }
}

/** Answers when the sandbox does: it is a process of its own. */
export async function meta(url: string): Promise<Meta> {
  await until("the sandbox is there", () => isThere(url), { within: 60_000 });
  const order: Meta["order"] = async <T>(
    method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
    path: string,
    body?: object,
  ) => {
    const answer = await ask(`${url}/_sandbox/${path}`, {
      method,
      ...(body && { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    });
    if (answer.status >= 300) throw new Error(`${method} ${path} was answered ${answer.status}: ${answer.body}`);
    return (answer.body === "" ? null : JSON.parse(answer.body)) as T;
  };
  return { url, order, addApp: (name, more = {}) => order<MetaApp>("POST", "apps", { name, mode: "live", ...more }) };
}

/** The sandbox's App Dashboard of one app, in a window of its own. */
export const openDashboard = (page: Page, { url }: Meta, { id }: MetaApp) =>
  page.goto(`${url.replace("127.0.0.1", "localhost")}/?view=app&app=${id}`);

export async function listRedirectUri(page: Page, uri: string): Promise<void> {
  await page.getByLabel("New redirect URI").fill(uri);
  await page.getByRole("button", { name: "Add redirect URI" }).click();
  await page.getByText(uri, { exact: true }).waitFor();
}

/** The form of the app's webhook, as a person fills it in: with the fields that carry messages. Waits for what becomes of it. */
export async function verifyAndSave(page: Page, wanted: { callbackUrl: string; verifyToken: string }): Promise<void> {
  await page.getByRole("textbox", { name: "Callback URL", exact: true }).fill(wanted.callbackUrl);
  await page.getByRole("textbox", { name: "Verify Token", exact: true }).fill(wanted.verifyToken);
  for (const field of ["messages what", "messaging_postbacks buttons"]) {
    // The app's own; those of its Pages stand below.
    await page.getByRole("checkbox", { name: field }).first().check();
  }
  const saved = page.waitForResponse((response) => response.request().method() === "PUT");
  await page.getByRole("button", { name: "Verify and save" }).click();
  await saved;
}

/** In the Login dialog: who signs in, and which Pages are given; everything that is asked for is granted. */
export async function grant(dialog: Page, person: string, pages: readonly string[]): Promise<void> {
  await dialog.getByRole("link", { name: new RegExp(person) }).click();
  const group = dialog.getByRole("group", { name: "Your Pages" });
  // Boxes are counted as they stand, and the page that has them is only coming.
  await group.waitFor();
  for (const box of await group.getByRole("checkbox").all()) await box.uncheck();
  for (const page of pages) await group.getByRole("checkbox", { name: page }).check();
  await dialog.getByRole("button", { name: `Continue as ${person}` }).click();
}

import type { Browser } from "./browser.ts";
import type { ConnectStage } from "./connect-stage.ts";

/** One link that leads through our page to the dialog; answers the state that the dialog gets. */
export async function openDialog(browser: Browser, url: string): Promise<URL> {
  await browser.get(url);
  const { location, text } = await browser.get(`${url}/start`);
  if (location === "") throw new Error(`There is no dialog to go to: ${text}`);
  return new URL(location);
}

/** Back from the dialog with these parameters; answers the page that the browser is led to. */
export async function comeBack(browser: Browser, dialog: URL, query: Readonly<Record<string, string>> = { code: "c" }) {
  const parameters = new URLSearchParams({ ...query, state: dialog.searchParams.get("state") ?? "" });
  const { location, ...rest } = await browser.get(`/connector/callback?${parameters}`);
  return location === "" ? { location, ...rest } : { ...(await browser.get(location)), location };
}

export const authorize = async (stage: ConnectStage, one: string, body: object = {}): Promise<string> =>
  (await stage.server.call("POST", `${one}/authorize`, body)).body.authorizationUrl;

/** From the link to the list of Pages. */
export async function signIn(stage: ConnectStage, one: string, browser = stage.browser()) {
  const dialog = await openDialog(browser, await authorize(stage, one));
  return { browser, dialog, ...(await comeBack(browser, dialog)) };
}

/** Ticks these Pages in the form and sends it; answers the page after. */
export async function choose(browser: Browser, choosing: { location: string; text: string }, pages: readonly string[]) {
  const csrf = /name="csrf" value="([^"]+)"/.exec(choosing.text)?.[1] ?? "";
  const answer = await browser.post(choosing.location, [["csrf", csrf], ...pages.map((id) => ["page", id] as const)]);
  return answer.location === "" ? answer : browser.get(answer.location);
}

/** The code in grey at the end of a failure. */
export const codeOn = (text: string): string | undefined => /<p class="code">([^<]*)<\/p>/.exec(text)?.[1];

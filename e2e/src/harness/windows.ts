import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, onTestFinished } from "vitest";
import { openBrowser } from "./browser.ts";

const patience = 60_000;

/** The console is used under its public name, which is what its cookies and its Origin check know. */
export const named = (url: string): string => url.replace("127.0.0.1", "localhost");

/**
 * One browser for all tests of a file. Answers how to open a window of one's own, signed in nowhere, which is closed with its
 * test. `args`: the browser's own options. What it complains of, and what it and the windows it opened show, is told when the test fails.
 */
export function useBrowser(args: string[] = []): () => Promise<Page> {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await openBrowser(args);
  });
  afterAll(() => browser?.close());
  return async () => {
    if (browser === undefined) throw new Error("The browser is not open yet.");
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    context.setDefaultTimeout(patience);
    const complaints: string[] = [];
    context.on("weberror", (error) => complaints.push(String(error.error())));
    context.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    const page = await context.newPage();
    onTestFinished(async ({ task }) => {
      if (task.result?.state === "fail") {
        console.log(complaints.join("\n"));
        for (const each of context.pages()) console.log(`${each.url()}\n${await each.locator("body").ariaSnapshot()}`);
      }
      await context.close();
    });
    return page;
  };
}

export interface Person {
  readonly email: string;
  readonly password: string;
}

/** On whatever page of the console asks who is there. */
export async function signIn(page: Page, { email, password }: Person): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

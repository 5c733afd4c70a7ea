import type { Page } from "playwright-core";
import { expect } from "vitest";
import { seriousViolations } from "./browser.ts";
import type { Meta, MetaApp } from "./meta.ts";
import { named } from "./windows.ts";

export interface Addresses {
  redirectUri: string;
  callbackUrl: string;
  verifyToken: string;
}

/** Connectors → Facebook Messenger → Setup: filled in, saved, checked; answers what is to be copied to Meta. */
export async function fillSetup(
  console: Page,
  facebook: Meta,
  { app, name }: { app: MetaApp; name: string },
): Promise<Addresses> {
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
  await expect.poll(() => secret.getAttribute("aria-invalid")).toBe("true");
  expect(await seriousViolations(console)).toEqual([]);
  await secret.fill(app.secret);
  await console.getByRole("button", { name: "Save and check" }).click();
  await console.getByText(`your customers will see: ${app.name}`, { exact: false }).first().waitFor();
  const value = async (part: string) => (await console.locator("code", { hasText: part }).first().textContent()) ?? "";
  return { redirectUri: await value("/connector/callback"), callbackUrl: await value("/webhooks/"), verifyToken };
}

export async function makeAccount(console: Page, name: string): Promise<void> {
  await console.getByRole("link", { name: "Accounts", exact: true }).first().click();
  await console.getByRole("button", { name: "New account" }).click();
  const dialog = console.getByRole("dialog");
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("button", { name: /Create|Make|Add/ }).click();
  await console.getByRole("heading", { name: "Connections", exact: true }).waitFor();
}

/** Begins a connection of this Setup; answers the window in which somebody signs in. */
export async function beginConnection(console: Page, setup: string, name: string): Promise<Page> {
  await console.getByRole("link", { name: "New connection" }).first().click();
  await console.getByRole("link", { name: "Facebook Messenger", exact: true }).click();
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
export async function makeCycle(console: Page, name: string): Promise<void> {
  await console.getByRole("link", { name: "Cycles" }).first().click();
  await console.getByRole("button", { name: "New cycle" }).first().click();
  const dialog = console.getByRole("dialog");
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("button", { name: "Create cycle" }).click();
  await console.getByRole("heading", { name, exact: true }).waitFor();
}

/** Writes to a Page in the sandbox's chat. */
export async function write(chat: Page, facebook: Meta, { page, text }: { page: string; text: string }): Promise<void> {
  await chat.goto(`${named(facebook.url)}/?page=${page}`);
  await chat.getByLabel("Message", { exact: true }).fill(text);
  await chat.getByRole("button", { name: "Send" }).click();
}

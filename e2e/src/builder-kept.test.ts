import type { Page, Request } from "playwright-core";
import { expect, test } from "vitest";
import { atRest } from "./harness/browser.ts";
import { card, entry, openBlank, panel, saved } from "./harness/building.ts";
import { until } from "./harness/until.ts";
import { useBuilder } from "./harness/use-builder.ts";
import { signIn } from "./harness/windows.ts";

const { person, stage, openConsole, cycles, onServer } = useBuilder();

/** Many pages are walked through; a busy machine needs more than the usual time for that. In ms. */
const long = 300_000;

/** Pastes what another application left in the clipboard; written for the browser, whose types are not ours. */
const pasteText = (page: Page, text: string) =>
  page.evaluate(`{
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", ${JSON.stringify(text)});
    document.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }`);
const undo = (page: Page) => page.getByRole("button", { name: "Undo", exact: true });
const redo = (page: Page) => page.getByRole("button", { name: "Redo", exact: true });

/**
 * Holds such requests for a cycle back: before the server has them, or its answers, as they are now, without what is saved
 * meanwhile. Once they are let go, nothing is held any longer.
 */
async function hold(page: Page, method: "GET" | "PATCH", what: "request" | "answer") {
  const go = Promise.withResolvers<void>();
  const held: Request[] = [];
  let open = false;
  await page.route(/\/cycles\/cyc_\w+$/, async (route) => {
    if (open || route.request().method() !== method) return route.fallback();
    const response = what === "answer" ? await route.fetch() : null;
    held.push(route.request());
    await go.promise;
    await (response === null ? route.continue() : route.fulfill({ response }));
  });
  return {
    held: (count: number) => until(`${count} held`, async () => held.length >= count, { within: 30_000 }),
    holdNoMore: () => {
      open = true;
    },
    /** Ends when the page has the answers, or had given up to wait for them. */
    release: async () => {
      open = true;
      go.resolve();
      await Promise.all(held.map(async (request) => (await request.response())?.finished()));
    },
  };
}

/** As another window of this browser does when it has saved. */
const tellOfChange = async (page: Page) =>
  page.evaluate(`new BroadcastChannel("velodrome-cycle").postMessage(${JSON.stringify((await onServer(page)).id)})`);

/** Leaves the Builder and comes back. */
async function lookElsewhere(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Runs", exact: true }).click();
  await page.getByRole("heading", { name: "Runs", exact: true }).waitFor();
  await page.goBack();
  await card(page, "Message").waitFor();
}
const stepsOf = async (page: Page) => (await onServer(page)).document.steps.map(({ id }) => id);

test(
  "whoever is signed out while drawing is led to sign in, and goes on where they were, with all they did",
  async () => {
    const page = await openConsole();
    await openBlank(page, cycles(), "Signed out");
    await entry(page, "Message").click();
    await saved(page);
    // Whatever is asked for after a save must not be what is refused first.
    await atRest(page);
    await page.context().clearCookies();
    await entry(page, "Delay").click();
    await page.getByRole("heading", { name: "Sign in", exact: true }).waitFor();
    await signIn(page, person);
    await card(page, "Delay").waitFor();
    await expect.poll(() => stepsOf(page)).toEqual(["message", "delay"]);
    for (const _ of [1, 2]) await undo(page).click();
    await expect.poll(() => stepsOf(page)).toEqual([]);
  },
  long,
);

test(
  "whoever is signed out elsewhere is led to sign in though nothing is asked for, and finds all they did",
  async () => {
    const page = await openConsole();
    await openBlank(page, cycles(), "Signed out elsewhere");
    await entry(page, "Message").click();
    await saved(page);
    await page.getByRole("status").filter({ hasText: "Live" }).waitFor();
    const origin = new URL(page.url()).origin;
    await page.request.post(`${origin}/api/auth/sign-out`, { headers: { origin }, data: {} });
    await page.getByRole("heading", { name: "Sign in", exact: true }).waitFor();
    await signIn(page, person);
    await card(page, "Message").waitFor();
  },
  long,
);

test(
  "a cycle that is deleted elsewhere while it is open is restored from the Builder, with all that was done meanwhile",
  async () => {
    const page = await openConsole();
    await openBlank(page, cycles(), "Deleted elsewhere");
    await entry(page, "Message").click();
    await saved(page);
    const { id } = await onServer(page);
    const remove = () => stage().product.api.call("DELETE", `/v1/accounts/demo/cycles/${id}`);
    await remove();
    await entry(page, "Delay").click();
    const alert = page.getByRole("alert").filter({ hasText: "This cycle was deleted" });
    await alert.waitFor();
    expect(await alert.innerText()).toContain("“Deleted elsewhere” was deleted");
    await entry(page, "Stop").click();
    await alert.getByRole("button", { name: "Restore" }).click();
    await alert.waitFor({ state: "detached" });
    await expect.poll(() => stepsOf(page)).toEqual(["message", "delay", "stop"]);
    await remove();
    await entry(page, "Note").click();
    await alert.waitFor();
    await page.reload();
    await page.getByRole("heading", { name: "This cycle was deleted" }).waitFor();
    await page.getByRole("button", { name: "Restore" }).click();
    await expect.poll(() => stepsOf(page)).toEqual(["message", "delay", "stop", "note"]);
  },
  long,
);

test(
  "an answer that comes late, to what was asked before signing in, signs nobody out again",
  async () => {
    const page = await openConsole();
    await openBlank(page, cycles(), "Answered late");
    await saved(page);
    await page.context().clearCookies();
    const late = Promise.withResolvers<void>();
    await page.route(/\/v1\/(?!.*(conversations|live))/, async (route) => {
      const response = await route.fetch();
      if (response.status() === 401) await late.promise;
      await route.fulfill({ response });
    });
    await entry(page, "Delay").click();
    await page.getByRole("link", { name: "Conversations", exact: true }).click();
    await page.getByRole("heading", { name: "Sign in", exact: true }).waitFor();
    await signIn(page, person);
    await page.getByRole("heading", { name: "Conversations", exact: true }).waitFor();
    const whoIsThere = page.waitForResponse("**/api/auth/get-session");
    late.resolve();
    await whoIsThere;
    await page.unrouteAll({ behavior: "wait" });
    await page.getByRole("link", { name: "Events", exact: true }).click();
    await page.getByRole("heading", { name: "Events", exact: true }).waitFor();
  },
  long,
);

test(
  "what was done can still be undone and done again after a look elsewhere",
  async () => {
    const page = await openConsole();
    await openBlank(page, cycles(), "Looked at");
    await entry(page, "Message").click();
    await entry(page, "Delay").click();
    await undo(page).click();
    await panel(page, "Delay").waitFor({ state: "detached" });
    await page.getByRole("link", { name: "Runs", exact: true }).click();
    await page.getByRole("heading", { name: "Runs", exact: true }).waitFor();
    await page.goBack();
    await card(page, "Message").waitFor();
    await redo(page).click();
    await expect.poll(() => stepsOf(page)).toEqual(["message", "delay"]);
    for (const _ of [1, 2]) await undo(page).click();
    await expect.poll(() => stepsOf(page)).toEqual([]);
  },
  long,
);

test(
  "a draft that was asked for before a save and comes after it takes nothing of it away",
  async () => {
    const page = await openConsole();
    await openBlank(page, cycles(), "Asked for before");
    await entry(page, "Message").click();
    await saved(page);
    const drafts = await hold(page, "GET", "answer");
    await tellOfChange(page);
    await drafts.held(1);
    for (const name of ["Delay", "Stop"]) await entry(page, name).click();
    await undo(page).click();
    await expect.poll(() => stepsOf(page)).toEqual(["message", "delay"]);
    await saved(page);
    await drafts.release();
    await lookElsewhere(page);
    await redo(page).click();
    await expect.poll(() => stepsOf(page)).toEqual(["message", "delay", "stop"]);
  },
  long,
);

test(
  "whoever comes back while a save is on its way finds all they did, though the draft that is asked for is the one before",
  async () => {
    const page = await openConsole();
    await openBlank(page, cycles(), "On its way");
    await entry(page, "Message").click();
    await saved(page);
    const [saves, drafts] = [await hold(page, "PATCH", "request"), await hold(page, "GET", "answer")];
    for (const name of ["Delay", "Stop"]) await entry(page, name).click();
    await undo(page).click();
    await saves.held(1);
    // Leaving ends this request; what was told of is asked for again by whoever comes back.
    await tellOfChange(page);
    await drafts.held(1);
    await lookElsewhere(page);
    await drafts.held(2);
    await redo(page).click();
    await entry(page, "Note").click();
    await undo(page).click();
    await saves.release();
    await expect.poll(() => stepsOf(page)).toEqual(["message", "delay", "stop"]);
    await saved(page);
    await drafts.release();
    await lookElsewhere(page);
    await redo(page).click();
    await expect.poll(() => stepsOf(page)).toEqual(["message", "delay", "stop", "note"]);
    await saved(page);
  },
  long,
);

test(
  "whoever comes back and draws on before a save is answered is not taken for somebody else, however late the answer",
  async () => {
    const page = await openConsole();
    await openBlank(page, cycles(), "Answered late");
    await entry(page, "Message").click();
    await saved(page);
    const saves = await hold(page, "PATCH", "answer");
    await entry(page, "Delay").click();
    await saves.held(1);
    await entry(page, "Filter").click();
    saves.holdNoMore();
    await lookElsewhere(page);
    for (const name of ["Stop", "Note"]) await entry(page, name).click();
    await undo(page).click();
    await expect.poll(() => stepsOf(page)).toEqual(["message", "delay", "filter", "stop"]);
    await saved(page);
    await saves.release();
    await lookElsewhere(page);
    await redo(page).click();
    await expect.poll(() => stepsOf(page)).toEqual(["message", "delay", "filter", "stop", "note"]);
    await saved(page);
  },
  long,
);

test(
  "what is odd is said where it stands, and can be mended: rubbish in the clipboard, an emptied expression, one that is too long",
  async () => {
    const page = await openConsole();
    await openBlank(page, cycles(), "Odd");
    const end = { id: "end", type: "stop" };
    const unsound = { velodrome: "steps", steps: [end], edges: [{ from: "end", to: "end" }] };
    for (const text of ["rubbish", "{}", JSON.stringify(unsound)]) {
      await pasteText(page, text);
      await page.getByText("What was copied is no step of ours").waitFor();
    }
    expect(await stepsOf(page)).toEqual([]);
    await entry(page, "Delay").click();
    const delay = panel(page, "Delay");
    await delay.getByRole("button", { name: "How How long is filled: Not set" }).click();
    await page.getByRole("menuitem", { name: /^Expression/ }).click();
    const written = async () => (await onServer(page)).document.steps.find(({ id }) => id === "delay");
    await delay.getByRole("textbox", { name: "How long" }).fill("1 + 1");
    await expect.poll(written).toMatchObject({ duration: { expression: "1 + 1" } });
    await delay.getByRole("textbox", { name: "How long" }).fill("");
    await expect.poll(written).not.toHaveProperty("duration");
    await page.keyboard.type("2");
    await expect.poll(written).toMatchObject({ duration: { expression: "2" } });

    await delay.getByRole("textbox", { name: "How long" }).fill("1".repeat(20_001));
    const refusal = page.getByRole("alert").filter({ hasText: "The draft was not saved" });
    await refusal.getByText("At most 20000 characters are taken.").waitFor();
    await delay.getByRole("button", { name: "Close the step" }).click();
    await refusal.getByRole("button", { name: "Delay" }).click();
    await delay.getByRole("textbox", { name: "How long" }).fill("3");
    await refusal.waitFor({ state: "detached" });
    await expect.poll(written).toMatchObject({ duration: { expression: "3" } });
  },
  long,
);

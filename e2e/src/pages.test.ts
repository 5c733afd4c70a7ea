import { gzipSync } from "node:zlib";
import type { Cookie, Page, Request } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { atRest, seriousViolations } from "./harness/browser.ts";
import { type Exhibit, isAt } from "./harness/exhibits.ts";
import { type Gallery, openGallery } from "./harness/gallery.ts";
import { addressOf, routesOfConsole } from "./harness/routes.ts";
import { until } from "./harness/until.ts";
import { signIn, useBrowser } from "./harness/windows.ts";

const scriptBytesAtMost = 300 * 1024;
const callsAtMost = 10;

/** Each of some forty pages is opened, and looked at twice; a busy machine takes seconds for each. */
const patience = { timeout: 15 * 60_000 };

const openPage = useBrowser();
let gallery: Gallery;
beforeAll(async () => {
  gallery = await openGallery();
});
afterAll(() => gallery?.close());

/** One session for all of them: signing in is limited. */
let session: Cookie[] = [];

async function openConsole(): Promise<Page> {
  const page = await openPage();
  await page.context().addCookies(session);
  await page.goto(gallery.url);
  if (session.length === 0) await signIn(page, gallery.person);
  await page.getByRole("navigation", { name: "Where you are" }).waitFor();
  session = await page.context().cookies();
  return page;
}

async function visit(page: Page, { path, heading, open }: Exhibit): Promise<void> {
  await page.goto(`${gallery.url}${path}`);
  await page.getByRole("heading", { level: 1, name: heading, exact: true }).waitFor();
  await atRest(page);
  if (open === undefined) return;
  await open(page);
  await atRest(page);
}

/** Visits each in a window of those who see it: of a person, or of somebody who is not signed in. */
async function visitEach(
  width: number,
  exhibits: readonly Exhibit[],
  look: (page: Page, exhibit: Exhibit) => Promise<void>,
): Promise<void> {
  const [inside, outside] = [await openConsole(), await openPage()];
  for (const page of [inside, outside]) await page.setViewportSize({ width, height: 800 });
  for (const exhibit of exhibits.filter((each) => isAt(each, width))) {
    const page = exhibit.signedOut ? outside : inside;
    await visit(page, exhibit);
    await look(page, exhibit);
  }
}

/** Written for the browser, whose types are not ours. */
const sideways = "document.documentElement.scrollWidth - document.documentElement.clientWidth";

async function expectNoHindrance(exhibits: readonly Exhibit[]): Promise<void> {
  const found: string[] = [];
  await visitEach(1280, exhibits, async (page, { name }) => {
    for (const violation of await seriousViolations(page)) found.push(`${name}: ${violation}`);
  });
  expect(found).toEqual([]);
}

test("every address of the console is among the pages that are looked over", async () => {
  const addresses = await routesOfConsole();
  expect(addresses.length).toBeGreaterThan(30);
  const looked = gallery.exhibits.map(({ path }) => addressOf(addresses, path.replace(/\?.*$/, "")));
  expect(addresses.map(({ path }) => path).filter((path) => !looked.includes(path))).toEqual([]);
});

test("no page keeps anybody from using it, in either colour", patience, () => expectNoHindrance(gallery.exhibits));

test("nothing that lies over a page keeps anybody from using it, in either colour", patience, () =>
  expectNoHindrance(gallery.dialogs),
);

test("no page asks the server more than ten times to be shown, and each has a title of its own", patience, async () => {
  const page = await openConsole();
  let asked: string[] = [];
  const waiting = new Set<Request>();
  page.on("request", (request) => {
    const { pathname, search } = new URL(request.url());
    if (!pathname.startsWith("/v1/") || pathname.endsWith("/live")) return;
    asked.push(pathname + search);
    waiting.add(request);
  });
  page.on("requestfinished", (request) => waiting.delete(request));
  page.on("requestfailed", (request) => waiting.delete(request));
  const count = async (exhibit: Exhibit): Promise<number> => {
    // What the last page still asks for is none of this one's.
    await page.goto("about:blank");
    asked = [];
    waiting.clear();
    await visit(page, exhibit);
    await until("all is answered", () => waiting.size === 0, { within: 60_000 });
    await atRest(page);
    return new Set(asked).size;
  };
  const over: string[] = [];
  for (const exhibit of gallery.exhibits.filter(({ signedOut }) => !signedOut)) {
    // What changes while a page is shown is asked for again; a storm asks for the same without end.
    const within = (await count(exhibit)) <= callsAtMost && asked.length <= 2 * callsAtMost;
    if (!within) over.push(`${exhibit.name}: ${asked.join(" ")}`);
    expect(await page.title(), exhibit.name).toMatch(/^.+ · Velodrome$/);
  }
  expect(over).toEqual([]);
});

test("on a phone neither a page nor what lies over it has to be pushed sideways", patience, () =>
  visitEach(360, [...gallery.exhibits, ...gallery.dialogs], async (page, { name }) =>
    expect(await page.evaluate<number>(sideways), name).toBe(0),
  ),
);

test("what is loaded before anything can be seen is at most 300 kB of JavaScript", async () => {
  const page = await openPage();
  const scripts = new Set<string>();
  page.on("response", (response) => {
    if (response.request().resourceType() === "script") scripts.add(response.url());
  });
  await page.goto(gallery.url);
  await page.getByLabel("E-mail").waitFor();
  await signIn(page, gallery.person);
  await page.getByRole("heading", { level: 1, name: "Dashboard" }).waitFor();
  // Asked for once more: the browser may have let go of a page's bodies when it went on to the next.
  const bodies = await Promise.all([...scripts].map(async (url) => (await fetch(url)).arrayBuffer()));
  const sizes = bodies.map((body) => gzipSync(body).length);
  expect(sizes.length).toBeGreaterThan(0);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(scriptBytesAtMost);
});

test("Ctrl+K leads to an account, a cycle and what was typed, ? says the keys, and G with a letter goes there", async () => {
  const page = await openConsole();
  await page.getByRole("heading", { level: 1, name: "Dashboard" }).waitFor();
  const search = page.getByRole("textbox", { name: "Search and commands" });
  await page.keyboard.press("Control+k");
  await search.fill("bakery");
  await page.getByRole("button", { name: /Blue Bakery/ }).waitFor();
  expect(await seriousViolations(page)).toEqual([]);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
  await page.keyboard.press("g");
  await page.keyboard.press("r");
  await page.getByRole("heading", { level: 1, name: "Runs" }).waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type("Thanks");
  await page.waitForURL(/\?q=Thanks$/);
  await page.getByRole("table", { name: "Runs" }).getByRole("row").nth(1).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Shortcuts" }).waitFor();
  expect(await seriousViolations(page)).toEqual([]);
});

test("what an earlier search found is gone from the palette at once, and what is found late comes first", async () => {
  const palette = async () => {
    const page = await openConsole();
    await page.getByRole("heading", { level: 1, name: "Dashboard" }).waitFor();
    let answer = () => {};
    const asked = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const hold = (url: RegExp) =>
      page.route(url, async (route) => {
        await asked;
        await route.continue();
      });
    const type = (text: string) => page.getByRole("textbox", { name: "Search and commands" }).fill(text);
    const found = (name: RegExp) => page.getByRole("dialog").getByRole("button", { name });
    await page.keyboard.press("Control+k");
    return { page, hold, answer, type, found };
  };
  const stale = await palette();
  await stale.found(/^Demo/).waitFor();
  await stale.hold(/\/v1\/accounts\?.*q=bakery/);
  await stale.type("bakery");
  await stale.found(/^Blue Bakery/).waitFor();
  await stale.found(/^Demo/).waitFor({ state: "detached" });
  stale.answer();

  const late = await palette();
  await late.found(/^Demo/).waitFor();
  await late.hold(/\/v1\/accounts\?.*q=blue-b/);
  await late.type("zz");
  await late.found(/^Demo/).waitFor({ state: "detached" });
  await late.found(/^Search runs for “zz”/).waitFor();
  await late.type("blue-b");
  await late.found(/^Search runs for “blue-b”/).waitFor();
  late.answer();
  await late.found(/^Blue Bakery/).waitFor();
  await late.page.keyboard.press("Enter");
  await late.page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
});

test("a message is traced to the answer that could not be sent, and its conversation says so too", async () => {
  const page = await openConsole();
  await page.goto(`${gallery.url}/accounts/blue-bakery/runs?status=failed`);
  await page.getByRole("table", { name: "Runs" }).getByRole("link").first().click();
  const timeline = page.getByRole("group", { name: "Timeline" });
  await timeline.getByRole("img", { name: /^Send text.*: Attempt 1: Failed, \d+/ }).waitFor();
  await page.getByRole("link", { name: "Open the event" }).click();
  await page.getByRole("link", { name: "Trace it" }).click();
  const sent = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "Was the answer sent?" }) });
  await sent.getByText("No", { exact: true }).waitFor();
  await sent.getByRole("link", { name: "Open the run" }).waitFor();
  await page.getByRole("link", { name: "Open the conversation" }).click();
  await page.getByText(/was not sent/).waitFor();
  await page.getByText("Thanks!").waitFor();
});

test("a message that no cycle took is run again from its own page, which says when none takes it now either", async () => {
  const page = await openConsole();
  await page.route(/\/events\/evt_\w+$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), routed: false, runs: [] } });
  });
  await page.route(/\/events\/evt_\w+\/replay$/, (route) => route.fulfill({ json: { runs: 0 } }));
  await page.goto(`${gallery.url}/accounts/blue-bakery/events?kind=message`);
  await page.getByRole("table", { name: "Events" }).getByRole("link").first().click();
  await page.getByText("No run was started by this event.").waitFor();
  await page.getByRole("button", { name: "Run it again" }).click();
  await page.getByText("No run was started: no running cycle listens to it").waitFor();
});

test("on a phone each page of an account says above all whose it is", async () => {
  const page = await openConsole();
  await page.setViewportSize({ width: 360, height: 800 });
  for (const section of ["cycles", "runs", "events", "variables", "settings"]) {
    await page.goto(`${gallery.url}/accounts/blue-bakery/${section}`);
    const name = page.getByRole("main").getByText("Blue Bakery", { exact: true }).first();
    const [above, below] = [await name.boundingBox(), await page.getByRole("heading", { level: 1 }).boundingBox()];
    expect(above?.y).toBeLessThan(below?.y ?? 0);
  }
});

test("the first steps keep their place while they are loaded, and what stands below does not move", async () => {
  const page = await openConsole();
  const asked = Promise.withResolvers<void>();
  await page.route(/\/events\?/, async (route) => {
    await asked.promise;
    await route.continue();
  });
  await page.goto(`${gallery.url}/accounts`);
  const table = page.getByRole("table", { name: "Accounts" });
  await table.waitFor();
  const before = await table.boundingBox();
  asked.resolve();
  await page.getByRole("link", { name: "Open the chat" }).filter({ visible: true }).waitFor();
  await atRest(page);
  expect(await table.boundingBox()).toEqual(before);
});

test("runs of the sandbox bear its ribbon wherever they are listed or shown, on a phone too", async () => {
  const page = await openConsole();
  const [cycle, event, run, drawn] = ["cycle", "event", "run", "run-on-canvas"].map(
    (name) => gallery.exhibits.find((each) => each.name === name)?.path,
  );
  for (const path of ["/runs", "/accounts/blue-bakery/runs", cycle, event]) {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(`${gallery.url}${path}`);
    const row = page.getByRole("table", { name: "Runs" }).getByRole("row").nth(1);
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 800 });
      await row.getByText("Sandbox", { exact: true }).filter({ visible: true }).waitFor();
    }
  }
  for (const path of [run, drawn]) {
    await page.goto(`${gallery.url}${path}`);
    await page.getByRole("main").getByText("Sandbox", { exact: true }).first().waitFor();
  }
});

test("in lists of all accounts each row says whose it is, on a phone too", async () => {
  const page = await openConsole();
  for (const path of ["/runs", "/events"]) {
    await page.goto(`${gallery.url}${path}`);
    const rows = page.getByRole("table").getByRole("row");
    await rows.nth(1).waitFor();
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 800 });
      const nobodys = async () => (await rows.allInnerTexts()).slice(1).filter((row) => !/Blue Bakery|Demo/.test(row));
      await expect.poll(nobodys).toEqual([]);
    }
  }
});

test("a cycle is put into a folder, deleted, brought back, and carried to another account as a file", async () => {
  const page = await openConsole();
  await page.goto(`${gallery.url}/accounts/blue-bakery/cycles`);
  const menu = () => page.getByRole("button", { name: "More for Reply" });
  await menu().click();
  await page.getByRole("menuitem", { name: "Folder and tags" }).click();
  await page.getByRole("dialog").getByRole("combobox", { name: "Folder" }).fill("Shop");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("table", { name: "Cycles" }).getByText("Shop").waitFor();
  await menu().click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Export as a file" }).click();
  const file = await (await download).path();
  await menu().click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await page.getByRole("button", { name: "Undo" }).click();
  await menu().waitFor();
  await page.goto(`${gallery.url}/accounts/demo/cycles`);
  await page.locator("input[type=file]").setInputFiles(file);
  await page.getByText(/“Reply” was imported as a draft. 2 steps need/).waitFor();
});

test("what came of a file is seen at once on a phone, above the first steps", async () => {
  const page = await openConsole();
  await page.setViewportSize({ width: 360, height: 640 });
  await page.goto(`${gallery.url}/accounts/demo/cycles`);
  await page.getByRole("heading", { name: "Your first minute" }).waitFor();
  const file = { name: "list.json", mimeType: "application/json", buffer: Buffer.from("[]") };
  await page.locator("input[type=file]").setInputFiles(file);
  const said = await page.getByText("The file was not imported").boundingBox();
  expect(said?.y).toBeLessThan(640);
});

test("no page of the guide is wider than a phone", async () => {
  const page = await openConsole();
  await page.goto(`${gallery.url}/guide/facebook-messenger`);
  const links = page.getByRole("navigation", { name: "Pages of the guide" }).getByRole("link");
  await links.first().waitFor();
  const titles = await links.allInnerTexts();
  expect(titles).toContain("Settings of the environment");
  await page.setViewportSize({ width: 360, height: 800 });
  for (const title of titles) {
    await links.getByText(title, { exact: true }).click();
    await page.getByRole("heading", { level: 1, name: title }).waitFor();
    expect(await page.evaluate<number>(sideways), title).toBe(0);
  }
});

test("beside a page of the guide stands what is on it and where one is, and at its end the other pages", async () => {
  const page = await openConsole();
  await page.getByRole("button", { name: "Your account" }).click();
  await page.getByRole("menuitem", { name: "Guide" }).click();
  await page.getByRole("heading", { level: 1, name: "Facebook Messenger" }).waitFor();
  await page.goto(`${gallery.url}/guide/facebook-messenger#webhook`);
  const contents = page.getByRole("navigation", { name: "On this page" });
  const reading = contents.locator('[aria-current="location"]');
  await reading.filter({ hasText: /^Webhook$/ }).waitFor();
  await contents.getByRole("link", { name: "Troubleshooting" }).click();
  await reading.filter({ hasText: "Troubleshooting" }).waitFor();
  await page.getByRole("navigation", { name: "Pages of the guide" }).getByRole("link", { name: "Secrets" }).click();
  await page.getByRole("heading", { level: 1, name: "Secrets" }).waitFor();
  expect(await page.evaluate<number>("scrollY")).toBe(0);
});

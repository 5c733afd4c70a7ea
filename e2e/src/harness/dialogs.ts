import type { Page } from "playwright-core";
import type { Exhibit } from "./exhibits.ts";
import type { GalleryScene } from "./gallery-scene.ts";

const own = "/accounts/blue-bakery";

const press = (name: string) => async (page: Page) => {
  await page.getByRole("button", { name, exact: true }).first().click();
  await page.getByRole("dialog").waitFor();
};

const choose = (menu: string, item: string) => async (page: Page) => {
  await page.getByRole("button", { name: menu, exact: true }).click();
  await page.getByRole("menuitem", { name: item, exact: true }).click();
  await page.getByRole("dialog").waitFor();
};

const keys =
  (...pressed: string[]) =>
  async (page: Page) => {
    for (const key of pressed) await page.keyboard.press(key);
    await page.getByRole("dialog").waitFor();
  };

/** As it is when the server has a later one than the draft that this browser kept. Written for the browser, whose types are not ours. */
const keepOldDraft = (cycle: string) => `(async () => {
  const answer = await fetch("/v1${own}/cycles/${cycle}");
  const { document } = await answer.json();
  const position = { x: 320, y: 112 };
  document.steps[2].input.text = { value: "Our prices are on the board." };
  document.steps.push({ id: "note", type: "note", text: "Written on the train", position });
  const draft = { revision: 1, name: "Prices", document, at: 1 };
  localStorage.setItem("velodrome-draft:${cycle}:gone", JSON.stringify(draft));
})()`;

const inBuilder = ({ changed, unready }: GalleryScene): Exhibit[] => {
  const build = (cycle: string) => `${own}/cycles/${cycle}/build`;
  const wide = { from: 1100 };
  return [
    {
      name: "builder-publish",
      path: build(changed),
      heading: "Prices",
      open: choose("More ways to run and stop", "Publish with a note"),
    },
    { name: "builder-versions", path: build(changed), heading: "Prices", open: choose("More", "Versions") },
    { name: "builder-keys", path: build(changed), heading: "Prices", open: choose("More", "Keyboard") },
    { name: "builder-find", path: build(changed), heading: "Prices", open: choose("More", "Search in this cycle") },
    { name: "builder-add", path: build(changed), heading: "Prices", open: choose("More", "Add a step"), ...wide },
    {
      name: "builder-history",
      path: build(changed),
      heading: "Prices",
      open: async (page) => {
        const name = page.getByRole("textbox", { name: "Name of the cycle" });
        await name.fill("Prices today");
        await name.fill("Prices");
        await choose("More", "What was done")(page);
      },
      ...wide,
    },
    {
      name: "builder-error-policy",
      path: build(changed),
      heading: "Prices",
      open: choose("More", "If a step fails"),
      ...wide,
    },
    {
      name: "builder-not-ready",
      path: build(unready),
      heading: "Questions",
      open: async (page) => {
        await page.getByRole("button", { name: "Run cycle", exact: true }).click();
        await page.getByRole("alert").waitFor();
      },
    },
    {
      name: "builder-step-large",
      path: `${build(changed)}?step=reply`,
      heading: "Prices",
      open: press("Show it large"),
    },
    // The last one: the draft stays in that window.
    {
      name: "builder-conflict",
      path: build(changed),
      heading: "Prices",
      open: async (page) => {
        await page.evaluate(keepOldDraft(changed));
        await page.reload();
        await page.getByRole("button", { name: "Take over theirs" }).waitFor();
      },
    },
  ];
};

/** What lies over pages: questions, forms, and lists of commands. */
export const dialogsOf = (scene: GalleryScene): Exhibit[] => [
  {
    name: "command-palette",
    path: "/",
    heading: "Dashboard",
    open: async (page) => {
      await page.keyboard.press("Control+k");
      await page.getByRole("textbox", { name: "Search and commands" }).fill("bakery");
      await page.getByRole("button", { name: /Blue Bakery/ }).waitFor();
    },
  },
  { name: "shortcuts", path: "/", heading: "Dashboard", open: keys("?") },
  { name: "new-account", path: "/accounts", heading: "Accounts", open: press("New account") },
  { name: "new-cycle", path: `${own}/cycles`, heading: "Cycles", open: press("New cycle") },
  { name: "cycle-stop", path: `${own}/cycles`, heading: "Cycles", open: press("Stop cycle Reply") },
  { name: "cycle-backlog", path: `${own}/cycles`, heading: "Cycles", open: press("Run cycle Prices") },
  { name: "cycle-delete", path: `${own}/cycles`, heading: "Cycles", open: choose("More for Reply", "Delete") },
  { name: "cycle-labels", path: `${own}/cycles`, heading: "Cycles", open: choose("More for Reply", "Folder and tags") },
  {
    name: "connection-delete",
    path: `${own}/connections/${scene.connection}`,
    heading: scene.page.name,
    open: choose("More acts", "Delete"),
  },
  { name: "new-variable", path: `${own}/variables`, heading: "Variables", open: press("New variable") },
  {
    name: "run-retry",
    path: `${own}/runs/${scene.failedRun}`,
    heading: "Run of Reply",
    open: press("Other ways to retry"),
  },
  {
    name: "navigation",
    path: `${own}/runs`,
    heading: "Runs",
    below: 768,
    open: async (page) => {
      await page.getByRole("button", { name: "Open navigation" }).click();
      await page.getByRole("link", { name: "Conversations" }).waitFor();
    },
  },
  {
    name: "account-switcher",
    path: own,
    heading: "Overview",
    from: 768,
    open: async (page) => {
      await page.getByRole("button", { name: /Switch account/ }).click();
      await page.getByRole("menuitem").first().waitFor();
    },
  },
  ...inBuilder(scene),
];

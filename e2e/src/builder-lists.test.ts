import type { CycleDocumentInput, CycleWithDocument } from "@velodrome/contract";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { seriousViolations } from "./harness/browser.ts";
import { clickCard, panel, saved } from "./harness/building.ts";
import { useBuilder } from "./harness/use-builder.ts";
import { named } from "./harness/windows.ts";

const { stage, openPage, openConsole, cycles, onServer } = useBuilder();

/** Many fields are walked through; a busy machine needs more than the usual time for that. In ms. */
const long = 300_000;

const asking = (quickReplies: unknown): CycleDocumentInput => ({
  steps: [
    { id: "message", type: "trigger", connector: "facebook-messenger", method: "message", name: "Message" },
    {
      ...{ id: "ask", type: "action", connector: "facebook-messenger", method: "send-quick-replies", name: "Ask" },
      input: {
        recipient: { step: "message", path: "sender.id" },
        text: { value: "Which one?" },
        quickReplies: { value: quickReplies },
      },
    },
  ],
  edges: [{ from: "message", to: "ask" }],
});

async function openStep(page: Page, document: CycleDocumentInput, name: string, step: string): Promise<void> {
  const body = { name, document };
  const { id } = await stage().product.api.call<CycleWithDocument>("POST", "/v1/accounts/demo/cycles", body);
  await page.goto(`${cycles()}/${id}/build`);
  await clickCard(page, step);
}

const inputOf = async (page: Page, step: string) => {
  const { document } = await onServer(page);
  const found = document.steps.find(({ id }) => id === step);
  return found?.type === "action" ? found.input : {};
};

test(
  "quick replies are made one by one, each filled in its own way, and come as they were made",
  async () => {
    const [page, sandbox] = [await openConsole(), await openPage()];
    await openStep(page, asking(["First", { title: "Second", payload: "TWO" }]), "Listed", "Ask");
    const ask = panel(page, "Ask");
    const reply = (number: number) => ask.getByRole("group", { name: `Quick replies ${number}`, exact: true }).first();
    const title = (number: number) => reply(number).getByRole("textbox").first();
    expect(await title(1).inputValue()).toBe("First");
    expect(await title(2).inputValue()).toBe("Second");

    await ask.getByRole("button", { name: "Add to Quick replies" }).click();
    await title(3).fill("{{ message.message.text }}!");
    await ask.getByText("3 of at most 13").waitFor();
    await title(1).fill("This title is too long by far");
    await ask.getByText("29 characters are too many: at most 20 are taken.").waitFor();
    // The server says the same at the same place.
    await ask.getByText("“Quick replies”, item 1, cannot be this").first().waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await title(1).fill("Uno");

    // By keys alone, and the keyboard goes along.
    const up = (number: number) => ask.getByRole("button", { name: `Move Quick replies ${number} up` });
    await up(3).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await expect.poll(() => title(1).textContent()).toContain("message.message.text");
    await expect.poll(() => up(1).evaluate((button) => button === button.ownerDocument.activeElement)).toBe(true);
    await page.keyboard.press("Alt+ArrowDown");
    await expect.poll(() => title(2).textContent()).toContain("message.message.text");
    await saved(page);
    const made = {
      list: [
        { value: "Uno" },
        { template: "{{ message.message.text }}!" },
        { value: { title: "Second", payload: "TWO" } },
      ],
    };
    expect((await inputOf(page, "ask")).quickReplies).toEqual(made);

    const undone = async () => {
      await page.getByRole("button", { name: "Undo", exact: true }).click();
      await expect.poll(async () => (await inputOf(page, "ask")).quickReplies).toEqual(made);
    };
    await ask.getByRole("button", { name: "Remove Quick replies 1" }).click();
    await expect.poll(async () => (await inputOf(page, "ask")).quickReplies).toEqual({ list: made.list.slice(1) });
    await undone();
    await reply(3).getByTitle("Drag to move").dragTo(title(1));
    const [first, second, third] = made.list;
    await expect.poll(async () => (await inputOf(page, "ask")).quickReplies).toEqual({ list: [third, first, second] });
    await undone();
    // A whole item is nothing that a field could take.
    await reply(1).getByTitle("Drag to move").dragTo(title(2));
    await expect.poll(async () => (await inputOf(page, "ask")).quickReplies).toEqual({ list: [second, first, third] });
    await undone();

    await saved(page);
    await page.getByRole("button", { name: "Run cycle" }).click();
    await page.getByText("v1 running").waitFor();
    await sandbox.goto(named(stage().installation.sandboxUrl));
    await sandbox.getByRole("status").filter({ hasText: "Live" }).waitFor();
    await sandbox.getByLabel("Message", { exact: true }).fill("Due");
    await sandbox.getByRole("button", { name: "Send" }).click();
    for (const name of ["Uno", "Due!", "Second"]) await sandbox.getByRole("button", { name, exact: true }).waitFor();
  },
  long,
);

test(
  "a list can still be one expression or JSON, and an item something else than it was",
  async () => {
    const page = await openConsole();
    await openStep(page, asking(["Yes", "No"]), "As one", "Ask");
    const ask = panel(page, "Ask");
    const mode = (label: string) => ask.getByRole("button", { name: `How ${label} is filled` });
    const choose = (name: string) => page.getByRole("menuitem", { name: new RegExp(`^${name}\\b`) }).click();
    await mode("Quick replies 1").click();
    await choose("With payload");
    const first = ask.getByRole("group", { name: "Quick replies 1", exact: true }).first();
    expect(await first.getByLabel("Title", { exact: true }).inputValue()).toBe("Yes");
    await ask.getByRole("button", { name: "Show all fields of Quick replies 1" }).click();
    await mode("Payload").click();
    await choose("Mapped");
    await first.getByLabel("Path for Payload").fill("sender.id");
    await saved(page);
    expect((await inputOf(page, "ask")).quickReplies).toEqual({
      list: [{ fields: { title: { value: "Yes" }, payload: { step: "message", path: "sender.id" } } }, { value: "No" }],
    });
    expect(await seriousViolations(page)).toEqual([]);

    await mode("Quick replies").first().click();
    await choose("Expression");
    await saved(page);
    expect((await inputOf(page, "ask")).quickReplies).toEqual({
      expression: '[{ "title": "Yes", "payload": message.sender.id }, "No"]',
    });
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await mode("Quick replies").first().click();
    await choose("JSON");
    await expect.poll(() => ask.getByLabel("Quick replies", { exact: true }).inputValue()).toContain('"Yes"');
    await ask.getByLabel("Quick replies", { exact: true }).fill('["A", "B"]');
    await mode("Quick replies").first().click();
    await choose("Item by item");
    expect(
      await ask.getByRole("group", { name: "Quick replies 2", exact: true }).getByRole("textbox").inputValue(),
    ).toBe("B");
    await saved(page);
    expect((await inputOf(page, "ask")).quickReplies).toEqual({ value: ["A", "B"] });
  },
  long,
);

test("headers are named one by one, and statuses are numbers", async () => {
  const page = await openConsole();
  const document: CycleDocumentInput = {
    steps: [
      { id: "message", type: "trigger", connector: "facebook-messenger", method: "message", name: "Message" },
      {
        id: "call",
        type: "action",
        connector: "http",
        method: "request",
        name: "Call",
        input: { url: { value: "/x" } },
      },
    ],
    edges: [{ from: "message", to: "call" }],
  };
  await openStep(page, document, "Headers", "Call");
  const call = panel(page, "Call");
  await call.getByRole("button", { name: "Show all fields", exact: true }).click();
  await call.getByLabel("New name in Headers").fill("X-Person");
  await page.keyboard.press("Enter");
  await call.getByLabel("Value of X-Person", { exact: true }).fill("{{ message.sender.id }}");
  await call.getByLabel("New name in Headers").fill("X-Person");
  await call.getByText("There is one of that name already.").waitFor();
  await call.getByLabel("New name in Headers").fill("Accept");
  await call.getByRole("button", { name: "Add to Headers" }).click();
  await call.getByLabel("Value of Accept", { exact: true }).fill("text/plain");
  await call.getByLabel("Name 2 of Headers").fill("accept");
  await call.getByRole("button", { name: "Add to Also a success" }).click();
  await call.getByRole("textbox", { name: "Also a success 1", exact: true }).fill("200");
  await call.getByText("It must be from 300 to 599.").waitFor();
  await call.getByRole("textbox", { name: "Also a success 1", exact: true }).fill("404");
  // Letter by letter: a number is one before it is written to its end.
  await call.getByLabel("Longest wait", { exact: true }).pressSequentially("2.5");
  expect(await seriousViolations(page)).toEqual([]);
  await saved(page);
  expect(await inputOf(page, "call")).toEqual({
    url: { value: "/x" },
    timeout: { value: 2.5 },
    headers: { fields: { "X-Person": { template: "{{ message.sender.id }}" }, accept: { value: "text/plain" } } },
    successStatuses: { value: [404] },
  });
});

test("a slash in a text offers data, which then stands in its place; Escape leaves the slash", async () => {
  const page = await openConsole();
  await openStep(page, asking([{ title: "Yes", payload: "YES" }]), "Slashed", "Ask");
  const ask = panel(page, "Ask");
  const text = ask.getByRole("textbox", { name: "Text", exact: true });
  const offered = ask.getByText("Arrow down leads into this data, Escape leaves the slash.");
  const textNow = async () => (await inputOf(page, "ask"))["text"];
  await text.fill("");
  await text.focus();
  await page.keyboard.type("This /");
  await offered.waitFor();
  expect(await seriousViolations(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await offered.waitFor({ state: "detached" });
  await page.keyboard.type(" that: /");
  await offered.waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.type("text");
  await ask.getByRole("button", { name: "Take message.message.text" }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.type("!");
  await expect.poll(textNow).toEqual({ template: "This / that: {{ message.message.text }}!" });

  // In the editor of a template, too.
  await ask.getByRole("button", { name: "Show it large" }).focus();
  await text.click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" /sender.i");
  await page.getByRole("option", { name: "message.sender.id" }).click();
  await expect.poll(textNow).toEqual({ template: "This / that: {{ message.message.text }}! {{ message.sender.id }}" });
});

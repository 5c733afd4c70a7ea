import { beforeAll, beforeEach, describe, expect, it } from "vitest";

// Plain JavaScript of the browser, so its types are not known here.
const address = new URL("page/model.js", import.meta.url).href;

interface Model {
  messages: { mid: string; state: string }[];
  selected: string | null;
}

let page: {
  createModel(): Model;
  openThread(model: Model, page: string, person: string): void;
  takeThread(model: Model, thread: object): void;
  apply(model: Model, event: object): boolean;
  progressOf(model: Model, message: object): { words: string; trouble: string | null };
  wireOf(model: Model): { kind: string }[];
};
let model: Model;

beforeAll(async () => {
  page = await import(address);
});

beforeEach(() => {
  model = page.createModel();
  page.openThread(model, "1", "7");
});

const message = (mid: string, state = "sent", psid = "7") => ({ mid, state, pageId: "1", psid, from: "person", at: 5 });
const event = (mid: string, state?: string, psid?: string) => ({ type: "message", message: message(mid, state, psid) });
const empty = { messages: [], deliveries: [], calls: [] };

describe("the page's model", () => {
  it("loses no event that comes while the conversation is being read", () => {
    page.apply(model, event("a", "delivered"));
    page.takeThread(model, { ...empty, messages: [message("a"), message("b")] });
    expect(model.messages.map(({ mid, state }) => [mid, state])).toEqual([
      ["a", "delivered"],
      ["b", "sent"],
    ]);
  });

  it("leaves other conversations out and asks for the state when the world changed", () => {
    page.takeThread(model, structuredClone(empty));
    page.apply(model, event("x", "sent", "8"));
    expect(model.messages).toEqual([]);
    expect(page.apply(model, { type: "world" })).toBe(true);
  });

  it("says how far a message has come", () => {
    page.takeThread(model, structuredClone(empty));
    expect(page.progressOf(model, message("a"))).toEqual({ words: "Sent", trouble: "No app receives this" });
    const delivery = { id: "w", mid: "a", pageId: "1", psid: "7", createdAt: 5, state: "pending", failures: 1 };
    page.apply(model, { type: "delivery", delivery: { ...delivery, attempts: [{ status: 403 }] } });
    expect(page.progressOf(model, message("a")).trouble).toBe("Webhook answered 403, trying again");
    expect(page.progressOf(model, message("a", "seen"))).toEqual({ words: "Seen", trouble: null });
    model.selected = "b";
    expect(page.wireOf(model)).toEqual([]);
  });
});

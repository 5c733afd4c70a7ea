import { describe, expect, it } from "vitest";
import { categoriesOf, filterConnectors } from "./filter-connectors.ts";

const messenger = { title: "Facebook Messenger", description: "Messages of a Page", categories: ["Chat", "Social"] };
const http = { title: "HTTP", description: "Any other API", categories: ["Tools"] };
const all = [messenger, http];

describe("searching the Connector Library", () => {
  it("shows everything when nothing is asked for", () => {
    expect(filterConnectors(all, {})).toEqual(all);
  });

  it("finds every word, wherever it stands and however it is written", () => {
    expect(filterConnectors(all, { q: " PAGE messenger " })).toEqual([messenger]);
    expect(filterConnectors(all, { q: "tools" })).toEqual([http]);
    expect(filterConnectors(all, { q: "page api" })).toEqual([]);
  });

  it("keeps to a category", () => {
    expect(filterConnectors(all, { category: "Chat" })).toEqual([messenger]);
    expect(filterConnectors(all, { category: "Chat", q: "api" })).toEqual([]);
  });

  it("lists each category once, by name", () => {
    expect(categoriesOf([http, messenger, messenger])).toEqual(["Chat", "Social", "Tools"]);
  });
});

import { cycleDocument } from "@velodrome/contract";
import { expect, it } from "vitest";
import { DraftKeeper } from "./kept-draft.ts";

/** As much of a browser's storage as is used. */
function storage(): Storage {
  const map = new Map<string, string>();
  return {
    get length() {
      return map.size;
    },
    clear: () => map.clear(),
    key: (at) => [...map.keys()][at] ?? null,
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
    removeItem: (key) => void map.delete(key),
  };
}

const draft = (name: string, at: number) => ({
  name,
  at,
  revision: 3,
  document: cycleDocument.parse({}),
  unanswered: [],
});

it("gives a tab its own draft back, and one that lost its tab to whoever comes next", () => {
  const shared = storage();
  const [one, two] = ["one", "two"].map((tab) => new DraftKeeper(shared, "cyc_1", tab));
  one?.keep(draft("of one", 1));
  two?.keep(draft("of two", 2));
  expect(one?.take()?.name).toBe("of one");
  expect(new DraftKeeper(shared, "cyc_1", "three").take()?.name).toBe("of two");
  expect(new DraftKeeper(shared, "cyc_2", "one").take()).toBeNull();
  expect(two?.take()?.name).toBe("of two");
  two?.forgetOwn();
  expect(two?.take()?.name).toBe("of one");
  two?.forget();
  expect(one?.take()).toBeNull();
});

it("gives what a closed tab kept only once, whatever is saved afterwards", () => {
  const shared = storage();
  new DraftKeeper(shared, "cyc_1", "closed").keep(draft("of the closed one", 1));
  const next = new DraftKeeper(shared, "cyc_1", "next");
  expect(next.take()?.name).toBe("of the closed one");
  expect(next.take()?.name).toBe("of the closed one");
  next.forgetOwn();
  expect(new DraftKeeper(shared, "cyc_1", "later").take()).toBeNull();
});

it("takes nothing that is no draft, and does without a storage", () => {
  const shared = storage();
  shared.setItem("velodrome-draft:cyc_1:one", "{");
  shared.setItem("velodrome-draft:cyc_1:two", '{"name":1}');
  expect(new DraftKeeper(shared, "cyc_1", "one").take()).toBeNull();
  const none = new DraftKeeper(null, "cyc_1", "one");
  none.keep(draft("x", 1));
  expect(none.take()).toBeNull();
});

import { expect, it } from "vitest";
import type { Touched } from "../db/signal.ts";
import { rememberTopics } from "./recent-topics.ts";

function remember() {
  let now = 1_000_000;
  let hear: (touched: Touched) => void = () => undefined;
  const signal = {
    listen: (given: typeof hear) => {
      hear = given;
      return () => undefined;
    },
  };
  const recent = rememberTopics(signal, { now: () => now });
  const touch = (setups: string[], notices = false) =>
    hear({
      kind: "some",
      accounts: new Set(["a"]),
      variables: new Set(),
      setups: new Set(setups),
      notices,
      erasures: false,
    });
  return { recent, touch, gap: () => hear({ kind: "all" }), pass: (ms: number) => (now += ms) };
}

const some = (setups: string[], notices = false): Touched => ({
  ...{ kind: "some", accounts: new Set(), variables: new Set(), setups: new Set(setups), notices, erasures: false },
});

it("tells what changed since, and nothing from before", () => {
  const { recent, touch, pass } = remember();
  pass(1);
  touch(["old"], true);
  pass(5000);
  touch(["new"]);
  pass(1000);
  expect(recent.within(2000)).toEqual(some(["new"]));
  expect(recent.within(6000)).toEqual(some(["old", "new"], true));
});

it("says that all may have changed before it began to listen, after a gap, and for longer than it keeps", () => {
  const { recent, gap, pass } = remember();
  expect(recent.within(1)).toEqual({ kind: "all" });
  pass(30_000);
  expect(recent.within(29_999)).toEqual(some([]));
  gap();
  pass(1000);
  expect(recent.within(2000)).toEqual({ kind: "all" });
  expect(recent.within(999)).toEqual(some([]));
  pass(120_000);
  expect(recent.within(60_001)).toEqual({ kind: "all" });
});

it("does not take what changed in the millisecond in which it began to listen for known", () => {
  const { recent, gap, pass } = remember();
  pass(1000);
  expect(recent.within(1000)).toEqual({ kind: "all" });
  gap();
  expect(recent.within(0)).toEqual({ kind: "all" });
});

it("keeps the last change of each only, and none for longer than a minute", () => {
  const { recent, touch, pass } = remember();
  touch(["one"]);
  pass(59_000);
  touch(["one"]);
  pass(2000);
  expect(recent.within(3000)).toEqual(some(["one"]));
  pass(60_000);
  touch(["two"]);
  expect(recent.within(60_000)).toEqual(some(["two"]));
});

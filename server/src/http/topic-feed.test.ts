import type { LiveTopic } from "@velodrome/contract";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { newId, toWire } from "../base/id.ts";
import type { Touched } from "../db/signal.ts";
import { openTopics } from "./topic-feed.ts";

function listen(wanted: LiveTopic[] = ["setup", "notices"], missed: Touched | null = null) {
  const hears = new Set<(touched: Touched) => void>();
  const sent: string[] = [];
  const signal = {
    listen: (hear: (touched: Touched) => void) => {
      hears.add(hear);
      return () => hears.delete(hear);
    },
  };
  const send = (topic: LiveTopic, { id }: { id: string | null }) => sent.push(id === null ? topic : `${topic} ${id}`);
  const close = openTopics(signal, new Set(wanted), send, missed);
  const hear = (touched: Touched) => {
    for (const each of hears) each(touched);
  };
  const touch = (setups: string[], notices = false) =>
    hear({
      kind: "some",
      accounts: new Set(),
      setups: new Set(setups),
      notices,
      erasures: false,
      variables: new Set(),
    });
  return { sent, hear, touch, close };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});
const settle = () => vi.advanceTimersByTimeAsync(1000);

const setupId = newId();
const wire = `setup ${toWire("setup", setupId)}`;

describe("a listener to Setups and notices", () => {
  it("is told of the first change at once", () => {
    const { sent, touch } = listen();
    touch([setupId], true);
    expect(sent).toEqual([wire, "notices"]);
  });

  it("is told of a flood a few times a second, and of its last change too", async () => {
    const { sent, touch } = listen();
    for (let each = 0; each < 100; each += 1) touch([setupId]);
    expect(sent).toEqual([wire]);
    await settle();
    expect(sent).toEqual([wire, wire]);
  });

  it("hears nothing of accounts", async () => {
    const { sent, hear } = listen();
    hear({
      kind: "some",
      accounts: new Set(["a"]),
      setups: new Set(),
      notices: false,
      erasures: false,
      variables: new Set(),
    });
    await settle();
    expect(sent).toEqual([]);
  });

  it("is told of all Setups after a gap, not of each that was named beside", async () => {
    const { sent, hear, touch } = listen();
    touch([setupId]);
    touch([setupId]);
    hear({ kind: "all" });
    await settle();
    expect(sent).toEqual([wire, "setup", "notices"]);
  });

  it("is told only of what it wants", async () => {
    const { sent, touch } = listen(["notices"]);
    touch([setupId], true);
    await settle();
    expect(sent).toEqual(["notices"]);
  });

  it("is told of what it missed, before anything else", () => {
    const missed: Touched = {
      kind: "some",
      accounts: new Set(),
      variables: new Set(),
      setups: new Set([setupId]),
      notices: false,
      erasures: false,
    };
    expect(listen(["setup", "notices"], missed).sent).toEqual([wire]);
    expect(listen(["setup", "notices"], { kind: "all" }).sent).toEqual(["setup", "notices"]);
    expect(listen(["notices"], missed).sent).toEqual([]);
  });

  it("is told that an erasure goes on, if it wants to know", () => {
    const touched: Touched = {
      ...{ kind: "some", accounts: new Set(), setups: new Set(), variables: new Set() },
      ...{ notices: false, erasures: true },
    };
    const [wants, not] = [listen(["erasures"]), listen(["setup", "notices"])];
    wants.hear(touched);
    not.hear(touched);
    expect([wants.sent, not.sent]).toEqual([["erasures"], []]);
  });

  it("is told nothing more once it is closed", async () => {
    const { sent, touch, close } = listen();
    touch([setupId]);
    touch([setupId]);
    close();
    touch([setupId]);
    await settle();
    expect(sent).toEqual([wire]);
  });
});

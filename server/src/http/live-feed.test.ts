import type { Connection, Event, Run } from "@velodrome/contract";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Touched } from "../db/signal.ts";
import { createLiveFeed } from "./live-feed.ts";

const item = (id: string, status: string) => ({ id, status }) as unknown as Run & Event & Connection;

/** A feed over lists that a test fills, listened to for account "a". */
function listen() {
  const rows = { runs: [] as Run[], events: [] as Event[], connections: [] as Connection[], looks: 0 };
  const sent: string[] = [];
  let hear: (touched: Touched) => void = () => {};
  const feed = createLiveFeed({
    signal: {
      listen: (heard) => {
        hear = heard;
        return () => {};
      },
    },
    runs: {
      since: async () => {
        rows.looks += 1;
        return rows.runs;
      },
    },
    events: { since: async () => rows.events },
    connections: { since: async () => rows.connections },
    clock: { now: () => 0 },
    onError: (error) => {
      throw error;
    },
  });
  const close = feed.open("a", (name, { id, ...rest }) =>
    sent.push(`${name} ${id} ${"status" in rest ? rest.status : ""}`),
  );
  const touch = (...accounts: string[]) =>
    hear({
      kind: "some",
      accounts: new Set(accounts),
      setups: new Set(),
      notices: false,
      erasures: false,
      variables: new Set(),
    });
  return { rows, sent, touch, close };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});
const settle = () => vi.advanceTimersByTimeAsync(1000);

describe("a listener to every account", () => {
  it("is sent what happens in each, and only what it has not seen", async () => {
    const hears: ((touched: Touched) => void)[] = [];
    const runs: Record<string, Run[]> = { a: [item("1", "queued")], b: [item("2", "queued")] };
    const sent: string[] = [];
    const close = createLiveFeed({
      signal: {
        listen: (hear) => {
          hears.push(hear);
          return () => void hears.pop();
        },
      },
      runs: { since: async (account) => runs[account] ?? [] },
      events: { since: async () => [] },
      connections: { since: async () => [] },
      clock: { now: () => 0 },
      onError: (error) => {
        throw error;
      },
    }).openAll((name, { id }) => sent.push(`${name} ${id}`));
    const touch = (...accounts: string[]) =>
      hears[0]?.({
        kind: "some",
        accounts: new Set(accounts),
        setups: new Set(),
        notices: false,
        erasures: false,
        variables: new Set(),
      });
    touch("a");
    await settle();
    touch("a", "b");
    await settle();
    expect(sent).toEqual(["run 1", "run 2"]);
    runs.a = [item("1", "succeeded")];
    hears[0]?.({ kind: "all" });
    await settle();
    expect(sent).toEqual(["run 1", "run 2", "run 1"]);
    close();
    expect(hears).toEqual([]);
  });
});

describe("a live listener", () => {
  it("is sent what it has not seen, oldest first, and a run again when it changed", async () => {
    const { rows, sent, touch } = listen();
    rows.runs = [item("2", "queued"), item("1", "queued")];
    touch("a");
    await settle();
    rows.runs = [item("2", "succeeded"), item("1", "queued")];
    touch("a");
    await settle();
    expect(sent).toEqual(["run 1 queued", "run 2 queued", "run 2 succeeded"]);
  });

  it("is sent connections that changed", async () => {
    const { rows, sent, touch } = listen();
    rows.connections = [item("c", "new")];
    touch("a");
    await settle();
    rows.connections = [item("c", "authenticated")];
    touch("a");
    await settle();
    expect(sent).toEqual(["connection c new", "connection c authenticated"]);
  });

  it("looks once more for all that happened during a look and its pause", async () => {
    const { rows, touch } = listen();
    touch("a");
    touch("a");
    touch("a");
    await settle();
    expect(rows.looks).toBe(2);
  });

  it("does not look for other accounts, nor after it is closed", async () => {
    const { rows, touch, close } = listen();
    touch("b");
    await settle();
    expect(rows.looks).toBe(0);
    close();
    touch("a");
    await settle();
    expect(rows.looks).toBe(0);
  });
});

import { cycleDocument } from "@velodrome/contract";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiError, NoAnswerError } from "../../../lib/api-error.ts";
import { Autosave, type Saved, type SaveState, savePause } from "./autosave.ts";
import type { Draft } from "./kept-draft.ts";

const document = cycleDocument.parse({});
const draft = (name: string): Draft => ({ name, document: { ...document } });

/** A server with one cycle, whose answers can be held back or refused. */
function stage({ behind = false, unanswered = [] as Draft[] } = {}) {
  const server: Saved = { name: "", document, revision: 1 };
  const states: SaveState["kind"][] = [];
  const kept: Draft[] = [];
  let forgotten = 0;
  const trouble: { error: unknown; gate: Promise<void> } = { error: null, gate: Promise.resolve() };
  const autosave = new Autosave(
    {
      send: async (sent, revision) => {
        await trouble.gate;
        if (trouble.error !== null) throw trouble.error;
        if (revision !== server.revision) {
          throw new ApiError(409, "revision_stale", "stale", { ...server });
        }
        Object.assign(server, sent, { revision: revision + 1 });
        return { ...server };
      },
      keeper: { keep: (one) => kept.push(one), forgetOwn: () => (forgotten += 1) },
      now: () => Date.now(),
      onState: ({ kind }) => states.push(kind),
      onSaved: () => undefined,
    },
    { saved: { ...server }, behind, unanswered },
  );
  return { server, states, kept, trouble, autosave, forgotten: () => forgotten };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("saving a draft by itself", () => {
  it("sends it when the person pauses, once for many changes, within a second", async () => {
    const { autosave, server, states } = stage();
    for (const name of ["G", "Gr", "Gre"]) autosave.change(draft(name));
    expect(server.name).toBe("");
    await vi.advanceTimersByTimeAsync(savePause);
    expect(savePause).toBeLessThan(1000);
    expect(server).toMatchObject({ name: "Gre", revision: 2 });
    expect(states).toEqual(["changed", "changed", "changed", "saving", "saved"]);
  });

  it("sends within a second also what is written without a pause", async () => {
    const { autosave, server } = stage();
    for (let letters = 1; letters <= 9; letters++) {
      autosave.change(draft("G".repeat(letters)));
      await vi.advanceTimersByTimeAsync(110);
    }
    expect(server).toMatchObject({ name: "GGGGGGGGG", revision: 2 });
  });

  it("keeps every change in the browser until the server has it, and not longer", async () => {
    const { autosave, kept, forgotten } = stage();
    autosave.change(draft("Gre"));
    expect(kept.at(-1)).toMatchObject({ name: "Gre", revision: 1 });
    expect(forgotten()).toBe(0);
    await vi.advanceTimersByTimeAsync(savePause);
    expect(forgotten()).toBe(1);
  });

  it("sends what changed while an earlier change was on its way, with the revision that came back", async () => {
    const { autosave, server, trouble, states } = stage();
    const held = Promise.withResolvers<void>();
    trouble.gate = held.promise;
    autosave.change(draft("first"));
    await vi.advanceTimersByTimeAsync(savePause);
    autosave.change(draft("second"));
    held.resolve();
    await vi.advanceTimersByTimeAsync(2 * savePause);
    expect(server).toMatchObject({ name: "second", revision: 3 });
    expect(states.at(-1)).toBe("saved");
  });

  it("tries again while no answer comes, ever more slowly, and at once when told that it may work now", async () => {
    const { autosave, server, trouble, states } = stage();
    trouble.error = new NoAnswerError("away");
    autosave.change(draft("offline"));
    await vi.advanceTimersByTimeAsync(20_000);
    expect(states.at(-1)).toBe("away");
    const tries = states.filter((state) => state === "saving").length;
    expect(tries).toBeGreaterThan(2);
    expect(tries).toBeLessThan(10);
    trouble.error = null;
    autosave.retry();
    await vi.advanceTimersByTimeAsync(0);
    expect(server.name).toBe("offline");
    expect(states.at(-1)).toBe("saved");
  });

  it("overwrites nobody: a stale revision stops it until a person has chosen", async () => {
    const { autosave, server, states } = stage();
    Object.assign(server, { name: "theirs", revision: 5 });
    autosave.change(draft("mine"));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(autosave.state).toMatchObject({ kind: "conflict", theirs: { revision: 5 } });
    autosave.change(draft("mine too"));
    await autosave.flush();
    expect(server.name).toBe("theirs");
    await autosave.keepMine();
    expect(server).toMatchObject({ name: "mine too", revision: 6 });
    expect(states.at(-1)).toBe("saved");
  });

  it("knows its own draft when only the answer to it was lost, and goes on from there", async () => {
    const { autosave, server, states } = stage();
    const first = draft("first");
    autosave.change(first);
    Object.assign(server, structuredClone(first), { revision: 2 });
    await vi.advanceTimersByTimeAsync(savePause);
    expect(server.revision).toBe(2);
    expect(autosave.unsaved).toBe(false);
    autosave.change(draft("second"));
    await autosave.flush();
    expect(server).toMatchObject({ name: "second", revision: 3 });
    expect(states).not.toContain("conflict");
    expect(autosave.state.kind).toBe("saved");
  });

  it("knows its own draft also when that was changed further before it was sent again", async () => {
    const { autosave, server, trouble, states } = stage();
    autosave.change(draft("first"));
    trouble.error = new NoAnswerError("gone");
    await vi.advanceTimersByTimeAsync(savePause);
    Object.assign(server, structuredClone(draft("first")), { revision: 2 });
    trouble.error = null;
    autosave.change(draft("second"));
    await autosave.flush();
    expect(server).toMatchObject({ name: "second", revision: 3 });
    expect(states).not.toContain("conflict");
  });

  it("knows what was sent by a page that was left, whether that was there before it was asked or comes later", async () => {
    const [first, second] = [draft("first"), draft("second")];
    const { autosave, server, states } = stage({ unanswered: [first, second] });
    Object.assign(server, structuredClone(first), { revision: 2 });
    autosave.change(draft("third"));
    await autosave.flush();
    expect(server).toMatchObject({ name: "third", revision: 3 });
    expect(states).not.toContain("conflict");
  });

  it("keeps with a draft what is on its way already, for whoever leaves the page and comes back", async () => {
    const { autosave, kept, trouble } = stage();
    const held = Promise.withResolvers<void>();
    trouble.gate = held.promise;
    autosave.change(draft("first"));
    await vi.advanceTimersByTimeAsync(savePause);
    autosave.change(draft("second"));
    expect(kept.at(-1)).toMatchObject({ name: "second", revision: 1, unanswered: [{ name: "first" }] });
    held.resolve();
    await vi.advanceTimersByTimeAsync(0);
    expect(kept.at(-1)).toMatchObject({ name: "second", revision: 2, unanswered: [] });
  });

  it("neither sends nor keeps anything once another goes on with the draft, also what was on its way", async () => {
    const { autosave, server, kept, trouble, forgotten } = stage();
    const held = Promise.withResolvers<void>();
    trouble.gate = held.promise;
    autosave.change(draft("first"));
    await vi.advanceTimersByTimeAsync(savePause);
    autosave.change(draft("second"));
    const [flushed, before] = [autosave.flush(), kept.length];
    autosave.handOver();
    held.resolve();
    await flushed;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server).toMatchObject({ name: "first", revision: 2 });
    expect([kept.length, forgotten()]).toEqual([before, 0]);
  });

  it("asks nobody when something else of the cycle was changed: nobody's draft would be overwritten", async () => {
    const { autosave, server, states } = stage();
    server.revision = 7;
    autosave.change(draft("mine"));
    await autosave.flush();
    expect(server).toMatchObject({ name: "mine", revision: 8 });
    expect(states).not.toContain("conflict");
  });

  it("asks before it brings what was kept of an older revision: what it was made of is not known any more", async () => {
    const { autosave, server } = stage({ behind: true });
    server.revision = 7;
    autosave.change(draft("kept"));
    await autosave.flush();
    expect(autosave.state).toMatchObject({ kind: "conflict", theirs: { revision: 7 } });
    await autosave.keepMine();
    expect(server).toMatchObject({ name: "kept", revision: 8 });
  });

  it("overwrites no name either that somebody gave the cycle meanwhile", async () => {
    const { autosave, server } = stage();
    Object.assign(server, { name: "theirs", revision: 2 });
    autosave.change({ name: "", document: cycleDocument.parse({ steps: [{ id: "end", type: "stop" }] }) });
    await autosave.flush();
    expect(autosave.state).toMatchObject({ kind: "conflict", theirs: { name: "theirs" } });
  });

  it("can take over what is there instead, after which nothing is unsaved", async () => {
    const { autosave, server } = stage();
    Object.assign(server, { name: "theirs", revision: 5 });
    autosave.change(draft("mine"));
    await vi.advanceTimersByTimeAsync(savePause);
    autosave.adopt({ ...server });
    expect(autosave.unsaved).toBe(false);
    autosave.change(draft("on top of theirs"));
    await vi.advanceTimersByTimeAsync(savePause);
    expect(server).toMatchObject({ name: "on top of theirs", revision: 6 });
  });

  it("does not go on asking when the server says no for good, but tries what is changed then", async () => {
    const { autosave, server, trouble, states } = stage();
    trouble.error = new ApiError(400, "invalid_request", "no");
    autosave.change(draft("bad"));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(states.filter((state) => state === "saving")).toHaveLength(1);
    expect(states.at(-1)).toBe("refused");
    trouble.error = null;
    autosave.change(draft("good"));
    await vi.advanceTimersByTimeAsync(savePause);
    expect(server.name).toBe("good");
  });

  it("is saved at once when it is changed back to what the server has", () => {
    const { autosave, states, server } = stage();
    const before = { name: server.name, document: server.document };
    autosave.change(draft("x"));
    autosave.change(before);
    expect(states.at(-1)).toBe("saved");
  });
});

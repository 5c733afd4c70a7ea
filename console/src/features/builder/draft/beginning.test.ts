import { type CycleWithDocument, cycleDocument, type Step } from "@velodrome/contract";
import { describe, expect, it } from "vitest";
import { act, beginHistory, goBack } from "../document/history.ts";
import { beginning } from "./beginning.ts";

const documentOf = (...ids: string[]) =>
  cycleDocument.parse({ steps: ids.map((id): Step => ({ id, type: "stop" }) as Step) });
const cycle = (revision: number, ...ids: string[]) =>
  ({ name: "Greeting", revision, document: documentOf(...ids) }) as CycleWithDocument;
const draft = (...ids: string[]) => ({ name: "Greeting", document: documentOf(...ids) });
const labels = ({ past }: ReturnType<typeof beginning>["history"]) => past.map(({ label }) => label);
const done = act(act(beginHistory(draft()), "Add a", draft("a")), "Add b", draft("a", "b"));

describe("what a draft is edited with when its page is opened", () => {
  it("is the server's, with nothing to undo", () => {
    const { history, saved } = beginning(cycle(3, "a"), { kept: null, known: undefined, stored: null });
    expect(history).toMatchObject({ past: [], future: [] });
    expect(saved).toMatchObject({ revision: 3, document: history.present.document });
  });

  it("goes on with all that was done and undone before, and nothing of it is sent again", () => {
    const { history, saved } = beginning(cycle(3, "a"), { kept: null, known: goBack(done, 1), stored: null });
    expect(labels(history)).toEqual(["Add a"]);
    expect(history.future.map(({ label }) => label)).toEqual(["Add b"]);
    expect(saved.document).toBe(history.present.document);
  });

  it("takes what others did meanwhile for an act, so that it can be undone", () => {
    const { history } = beginning(cycle(4, "c"), { kept: null, known: done, stored: null });
    expect(labels(history)).toEqual(["Add a", "Add b", "Change made elsewhere"]);
    expect(goBack(history, 1).present).toEqual(draft("a", "b"));
  });

  it("gives unsaved work back, from the revision it was made of", () => {
    const kept = { ...draft("a", "b"), revision: 2, at: 0, unanswered: [] };
    const { history, saved, behind } = beginning(cycle(3, "a"), { kept, known: undefined, stored: null });
    expect(behind).toBe(true);
    expect(labels(history)).toEqual(["Unsaved work from before"]);
    expect(history.present.document).toEqual(kept.document);
    expect(saved).toMatchObject({ revision: 2, document: documentOf("a") });
  });

  it("knows unsaved work for what was done last here", () => {
    const kept = { ...draft("a", "b"), revision: 3, at: 0, unanswered: [] };
    const { history, saved, behind, unanswered } = beginning(cycle(3, "a"), { kept, known: done, stored: null });
    expect(unanswered).toEqual([draft("a", "b")]);
    expect(behind).toBe(false);
    expect(labels(history)).toEqual(["Add a", "Add b"]);
    expect(saved.document).toEqual(documentOf("a"));
  });

  it("goes on with what was done before the page was loaded, where the draft is still the one at its end", () => {
    const { history, saved } = beginning(cycle(3, "a"), { kept: null, known: undefined, stored: goBack(done, 1) });
    expect(labels(history)).toEqual(["Add a"]);
    expect(history.future.map(({ label }) => label)).toEqual(["Add b"]);
    expect(saved.document).toBe(history.present.document);
  });

  it("goes on with it also where the draft was not saved yet, and notices what was changed meanwhile as ever", () => {
    const kept = { ...draft("a", "b"), revision: 3, at: 0, unanswered: [] };
    const { history, saved, behind } = beginning(cycle(4, "c"), { kept, known: undefined, stored: done });
    expect(labels(history)).toEqual(["Add a", "Add b"]);
    expect(behind).toBe(true);
    expect(saved).toMatchObject({ revision: 3, document: documentOf("c") });
  });

  it("drops what leads to another draft than there is: it would undo what others drew", () => {
    const theirs = beginning(cycle(4, "c"), { kept: null, known: undefined, stored: done });
    expect(theirs.history).toMatchObject({ present: draft("c"), past: [], future: [] });
    const kept = { ...draft("a"), revision: 4, at: 0, unanswered: [] };
    const other = beginning(cycle(4, "a", "b"), { kept, known: undefined, stored: done });
    expect(labels(other.history)).toEqual(["Unsaved work from before"]);
    const renamed = beginning(
      { ...cycle(4, "a", "b"), name: "Farewell" },
      { kept: null, known: undefined, stored: done },
    );
    expect(labels(renamed.history)).toEqual([]);
  });

  it("takes what this page knows before what the browser kept", () => {
    const { history } = beginning(cycle(3, "a", "b"), {
      kept: null,
      known: done,
      stored: beginHistory(draft("a", "b")),
    });
    expect(labels(history)).toEqual(["Add a", "Add b"]);
  });
});

import { cycleDocument } from "@velodrome/contract";
import { expect, it } from "vitest";
import { changing, type Given } from "./changing.ts";
import { moveSteps } from "./document/graph-edit.ts";
import { act, beginHistory, type History } from "./document/history.ts";
import type { Draft } from "./draft/kept-draft.ts";

it("has nothing to undo after what changed nothing", () => {
  const document = cycleDocument.parse({ steps: [{ id: "a", type: "note", position: { x: 0, y: 0 } }], edges: [] });
  let history: History<Draft> = beginHistory({ name: "Greeting", document });
  const editor: Pick<Given["editor"], "draft" | "act"> = {
    draft: history.present,
    act: (label, change, key) => {
      history = act(history, label, change(history.present), key);
    },
  };
  const { change } = changing(() => ({ editor }) as Given);
  change("Tidy up", (it) => moveSteps(it, new Map([["a", { x: 0, y: 0 }]])));
  expect(history.past).toEqual([]);
  change("Tidy up", (it) => moveSteps(it, new Map([["a", { x: 16, y: 0 }]])));
  expect(history.past).toHaveLength(1);
});

import type { CycleDocument } from "@velodrome/contract";
import type { Change } from "../document/difference.ts";
import { portTitle, titleIn, titleOf } from "../step-title.ts";
import { texts } from "./version-texts.ts";

/** One difference between two documents, in a person's words: ways by the names that stand on the cards. */
export function changeWords(change: Change, before: CycleDocument, after: CycleDocument): string {
  const title = (id: string) => titleIn([...after.steps, ...before.steps], id);
  switch (change.kind) {
    case "added":
    case "removed":
      return texts.changes[change.kind](titleOf(change.step));
    case "changed":
      return texts.changes.changed(titleOf(change.step), change.fields.join(", "));
    case "joined":
    case "parted": {
      // By the name that was on the card from which it led.
      const { steps } = change.kind === "joined" ? after : before;
      const from = steps.find(({ id }) => id === change.from);
      const port = from === undefined ? change.port : portTitle(from, change.port);
      const by = change.port === undefined || port === undefined ? "" : texts.changes.by(port);
      return texts.changes[change.kind](title(change.from), title(change.to), by);
    }
    case "grouped":
      return texts.changes.grouped(change.group, change.count);
    case "ungrouped":
      return texts.changes.ungrouped(change.group);
    case "regrouped":
      return texts.changes.regrouped(change.was, change.group);
    case "entered":
    case "left":
      return texts.changes[change.kind](titleOf(change.member), change.group);
    case "variables":
    case "settings":
    case "masked":
      return texts.changes[change.kind];
  }
}

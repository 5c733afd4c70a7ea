import { type CycleStatus, cycleStatuses } from "@velodrome/contract";
import { expect, test } from "vitest";
import { moves } from "./cycle-state.ts";

const after = (status: CycleStatus, move: keyof typeof moves): CycleStatus | null =>
  moves[move].from.includes(status) ? moves[move].to : null;

test("everything can be started, and everything but a draft stopped", () => {
  expect(cycleStatuses.map((status) => [status, after(status, "start"), after(status, "stop")])).toEqual([
    ["draft", "running", null],
    ["running", "running", "stopped"],
    ["stopped", "running", "stopped"],
  ]);
});

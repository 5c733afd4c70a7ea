import type { Run } from "@velodrome/contract";
import { expect, it } from "vitest";
import { ApiError } from "../../lib/api-error.ts";
import { actOnMany, fitFor } from "./act-on-many.ts";

const run = (id: string, status: Run["status"]) => ({ id, account: "acc_1", status }) as Run;

it("retries what is over and cancels what is not", () => {
  const runs = [run("a", "failed"), run("b", "running"), run("c", "succeeded")];
  expect(fitFor("retry", runs).map(({ id }) => id)).toEqual(["a", "c"]);
  expect(fitFor("cancel", runs).map(({ id }) => id)).toEqual(["b"]);
});

it("goes on behind one that is refused, in order and one at a time, and says each reason once", async () => {
  const calls: string[] = [];
  let under = 0;
  const answer = await actOnMany(
    "cancel",
    ["a", "b", "c", "d"].map((id) => run(id, "running")),
    async ({ id }) => {
      calls.push(id);
      expect(++under).toBe(1);
      await Promise.resolve();
      under -= 1;
      if (id === "b" || id === "c") throw new ApiError(409, "run_finished", "This run is over already.");
    },
  );
  expect(calls).toEqual(["a", "b", "c", "d"]);
  expect(answer).toEqual({ done: 2, refusals: [{ reason: "This run is over already.", runs: 2 }] });
});

import type { Run } from "@velodrome/contract";
import { expect, it } from "vitest";
import { fitFor, pickedIn, targetsOf } from "./many-targets.ts";

const run = (id: string, status: Run["status"], account = "acc_1") => ({ id, account, status });
const named = (account: string) => ({ account, accountName: account.toUpperCase() });
const one = { account: "acc_1", accountName: "ACC_1" };
const other = { account: "acc_2", accountName: "ACC_2" };

it("what is over can be retried, and what is not can be cancelled", () => {
  const runs = [run("a", "failed"), run("b", "running"), run("c", "succeeded")];
  expect(fitFor("retry", runs).map(({ id }) => id)).toEqual(["a", "c"]);
  expect(fitFor("cancel", runs).map(({ id }) => id)).toEqual(["b"]);
});

it("runs that were picked are retried account by account, those of each status together", () => {
  const picked = [
    run("a", "failed"),
    run("b", "succeeded"),
    run("c", "failed", "acc_2"),
    run("d", "failed"),
    run("e", "running"),
  ];
  const targets = targetsOf("retry", picked, named);
  expect(targets).toEqual([
    { ...one, filter: { ids: ["a", "d"], status: "failed" } },
    { ...one, filter: { ids: ["b"], status: "succeeded" } },
    { ...other, filter: { ids: ["c"], status: "failed" } },
  ]);
  expect(pickedIn(targets)).toBe(4);
  expect(pickedIn([{ ...one, filter: { status: "failed" } }])).toBe(null);
});

it("runs that were picked are cancelled account by account, whatever they do", () => {
  const picked = [run("a", "sleeping"), run("b", "running"), run("c", "waiting", "acc_2"), run("d", "failed")];
  expect(targetsOf("cancel", picked, named)).toEqual([
    { ...one, filter: { ids: ["a", "b"] } },
    { ...other, filter: { ids: ["c"] } },
  ]);
});

import { expect, it } from "vitest";
import { targetsOf } from "./ask-replay.ts";

it("events that were picked are replayed account by account, and what no account has is left out", () => {
  const picked = [
    { id: "evt_1", account: "acc_1" },
    { id: "evt_2", account: null },
    { id: "evt_3", account: "acc_2" },
    { id: "evt_4", account: "acc_1" },
  ];
  const named = (account: string) => ({ account, accountName: account.toUpperCase() });
  expect(targetsOf(picked, named)).toEqual([
    { account: "acc_1", accountName: "ACC_1", filter: { ids: ["evt_1", "evt_4"] } },
    { account: "acc_2", accountName: "ACC_2", filter: { ids: ["evt_3"] } },
  ]);
});

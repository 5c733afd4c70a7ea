import type { Account, Cycle } from "@velodrome/contract";
import { expect, it } from "vitest";
import { commandsFor, stillFitting } from "./commands.ts";

const nothing = { account: null, typed: "", accounts: [], cycles: [] };
const bakery = { key: "blue bakery", name: "Blue Bakery" };
const targets = (given: Partial<Parameters<typeof commandsFor>[0]>) =>
  commandsFor({ ...nothing, ...given }).map(({ to }) => to);

it("offers every page, those of the account one is in first", () => {
  expect(targets({})[0]).toBe("/");
  expect(targets({ account: bakery })[0]).toBe("/accounts/blue%20bakery");
  expect(targets({ typed: "RECYC", account: bakery })[0]).toBe("/accounts/blue%20bakery/recycle-bin");
});

it("offers what the server found as it is, by the account's own name in addresses", () => {
  const accounts = [{ id: "acc_1", name: "Ada", externalId: "ada" }] as Account[];
  const cycles = [{ id: "cyc_1", account: "acc_1", name: "Greeting" }] as Cycle[];
  expect(targets({ typed: "xyz", accounts, cycles, account: bakery })).toEqual([
    "/accounts/blue%20bakery/cycles/cyc_1",
    "/accounts/ada",
    "/accounts/blue%20bakery/runs?q=xyz",
    "/accounts/blue%20bakery/events?q=xyz",
  ]);
});

it("takes a message's id to where it is traced, and a person's to their conversations", () => {
  expect(targets({ typed: "m_a+b" })[0]).toBe("/trace?mid=m_a%2Bb");
  expect(targets({ typed: "7000000000000001", account: bakery })).toContain(
    "/accounts/blue%20bakery/conversations?person=7000000000000001",
  );
});

it("keeps of what an earlier word found what the present one finds too, and leaves the server's own answer as it is", () => {
  const contains = (typed: string) => (name: string) => name.includes(typed);
  expect(stillFitting(["bakery", "demo"], { asked: "", typed: "bak" }, contains)).toEqual(["bakery"]);
  expect(stillFitting(["bakery", "demo"], { asked: "bak", typed: "bak" }, contains)).toEqual(["bakery", "demo"]);
});

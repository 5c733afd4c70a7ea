import { QueryClient, QueryObserver } from "@tanstack/react-query";
import type { Account } from "@velodrome/contract";
import { expect, it, vi } from "vitest";
import { accountSearchQuery, isFoundBy } from "./search-accounts.ts";

const demo = { id: "acc_1", name: "Demo", externalId: "demo" } as Account;
const bakery = { id: "acc_2", name: "Blue Bakery", externalId: "blue-bakery" } as Account;

it("finds an account in its name, or by the beginning of its external id", () => {
  expect(isFoundBy("BAKE")(bakery)).toBe(true);
  expect(isFoundBy("blue-b")(bakery)).toBe(true);
  expect(isFoundBy("-bakery")(bakery)).toBe(false);
  expect(isFoundBy("")({ name: "Ada", externalId: null })).toBe(true);
});

it("shows nothing of an earlier search that does not fit while the answer is waited for", () => {
  vi.stubGlobal("fetch", () => new Promise(() => {}));
  const client = new QueryClient();
  client.setQueryData(accountSearchQuery("").queryKey, { items: [bakery, demo], nextCursor: null });
  const observer = new QueryObserver(client, accountSearchQuery(""));
  const leave = observer.subscribe(() => {});
  observer.setOptions(accountSearchQuery("bakery"));
  expect(observer.getCurrentResult().data).toEqual([bakery]);
  leave();
  client.clear();
  vi.unstubAllGlobals();
});

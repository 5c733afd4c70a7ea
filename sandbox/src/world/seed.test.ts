import { expect, it } from "vitest";
import { defaultSeed, emptyState, mergeSeed, seedSchema } from "./seed.ts";

const seed = seedSchema.parse({
  apps: [{ id: "1", secret: "s", name: "App", verifyToken: "t", callbackUrl: "http://localhost:3000/hook" }],
  pages: [{ id: "2", name: "Page", accessToken: "P", apps: [{ id: "1", fields: ["messages"] }] }],
  people: [{ id: "3", name: "Ana" }],
});

it("adds what is new and updates what is there, by id", () => {
  const state = emptyState();
  mergeSeed(state, seed);
  mergeSeed(state, { ...seed, people: [{ id: "3", name: "Ana Silva" }] });
  expect(state.people).toMatchObject([{ id: "3", name: "Ana Silva" }]);
  expect(state.people).toHaveLength(1);
  expect(state.apps).toHaveLength(1);
  expect(state.apps[0]?.callback).toMatchObject({ url: "http://localhost:3000/hook", state: "verifying" });
  expect(state.pages).toMatchObject([{ id: "2", tokenAppId: "1" }]);
});

it("keeps what a later seed does not mention", () => {
  const state = emptyState();
  mergeSeed(state, seed);
  mergeSeed(state, seedSchema.parse({ pages: [{ id: "2", name: "Renamed", accessToken: "P2" }] }));
  expect(state.pages).toMatchObject([
    { name: "Renamed", accessToken: "P2", apps: [{ id: "1", fields: ["messages"] }] },
  ]);
  expect(state.people).toHaveLength(1);
});

it("refuses a Page whose token could belong to no app", () => {
  const page = { id: "2", name: "Page", accessToken: "P" };
  expect(() => mergeSeed(emptyState(), { apps: [], pages: [page], people: [] })).toThrow("no app");
  expect(() => mergeSeed(emptyState(), { ...seed, apps: [] })).toThrow("not among");
});

it("gives every installation its own secrets", () => {
  expect(defaultSeed().apps[0]?.secret).not.toBe(defaultSeed().apps[0]?.secret);
});

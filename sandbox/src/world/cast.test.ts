import { expect, it } from "vitest";
import { addCast } from "./cast.ts";
import { defaultSeed, emptyState, mergeSeed, seedSchema } from "./seed.ts";

it("brings people for every case of signing in, beside what a seed brought", () => {
  const state = emptyState();
  mergeSeed(state, defaultSeed());
  addCast(state);
  expect(state.pages[0]?.name).toBe("Corner Bakery");
  const counts = state.people.map(({ pages }) => pages.length);
  expect(counts).toContain(0);
  expect(Math.max(...counts)).toBeGreaterThan(25);
  const held = state.people.flatMap(({ pages }) => pages.map(({ id }) => id));
  expect(new Set(held).size).toBe(held.length - 1);
  expect(state.pages.map(({ id }) => id)).toEqual(expect.arrayContaining(held));
  const [tasks] = state.people.filter(({ name }) => name === "Farah Haddad").flatMap(({ pages }) => pages);
  expect(tasks?.tasks).not.toContain("MESSAGING");
  expect(state.apps.map(({ login }) => login)).toEqual(["classic", "classic", "business"]);
});

it("comes once: what was changed or removed since stays so", () => {
  const state = emptyState();
  const own = { id: "7000000000000101", name: "Somebody else" };
  mergeSeed(state, seedSchema.parse({ people: [own] }));
  addCast(state);
  expect(state.people[0]).toMatchObject(own);
  state.people = [];
  addCast(state);
  expect(state.people).toEqual([]);
});

import { randomBytes, randomInt } from "node:crypto";
import type { App, Call, Delivery, Message, Page, Person, State, Thread } from "./shape.ts";

/** What the chat page is told about live. `world` = apps, Pages or people changed: read the state again. */
export type WorldEvent =
  | { type: "message"; message: Message }
  | { type: "typing"; pageId: string; psid: string; on: boolean }
  | { type: "delivery"; delivery: Delivery }
  | { type: "call"; call: Call }
  | { type: "world" };

export interface World {
  readonly state: State;
  now(): number;
  /** Lets time pass for whoever asks `now`: tokens and codes end, the 24 h window closes. */
  advance(ms: number): void;
  /** A fresh id with the given prefix, long and unguessable like Meta's. */
  newId(prefix: string): string;
  /** Says that the state changed; whoever keeps or shows it listens. */
  publish(event: WorldEvent): void;
  listen(listener: (event: WorldEvent) => void): () => void;
}

export interface Chance {
  now(): number;
  newId(prefix: string): string;
}

export const realChance: Chance = {
  now: () => Date.now(),
  newId: (prefix) => `${prefix}${randomBytes(30).toString("base64url")}`,
};

export function createWorld(state: State, chance: Chance): World {
  const listeners = new Set<(event: WorldEvent) => void>();
  let passedMs = 0;
  return {
    state,
    now: () => chance.now() + passedMs,
    advance(ms) {
      passedMs += ms;
    },
    newId: chance.newId,
    publish(event) {
      for (const listener of listeners) listener(event);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function findApp(world: World, id: string): App | undefined {
  return world.state.apps.find((app) => app.id === id);
}

export function findPage(world: World, id: string): Page | undefined {
  return world.state.pages.find((page) => page.id === id);
}

export function findPerson(world: World, psid: string): Person | undefined {
  return world.state.people.find((person) => person.id === psid);
}

export function findThread(world: World, pageId: string, psid: string): Thread | undefined {
  return world.state.threads.find((thread) => thread.pageId === pageId && thread.psid === psid);
}

export function addPerson(world: World, wanted: Omit<Person, "id">): Person {
  const person = { ...wanted, id: freshId((id) => findPerson(world, id) !== undefined) };
  world.state.people.push(person);
  world.publish({ type: "world" });
  return person;
}

/** Meta's ids are digits only: 16 of them, never starting with 0. */
export function freshId(isTaken: (id: string) => boolean): string {
  const digits = `${randomInt(1, 10)}${String(randomInt(0, 10 ** 12)).padStart(12, "0")}${String(randomInt(0, 1000)).padStart(3, "0")}`;
  return isTaken(digits) ? freshId(isTaken) : digits;
}

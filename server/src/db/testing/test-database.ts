import { randomUUID } from "node:crypto";
import { inject } from "vitest";
import { copyDatabase, dropDatabase } from "./copy-store.ts";

export interface TestDatabase {
  readonly url: string;
  /** Cuts off what is still connected. */
  drop(): Promise<void>;
}

/** A fresh copy of the migrated template: make it in `beforeAll`, drop it in `afterAll`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  return copyOf(inject("databaseTemplate"));
}

/** A database without any migration. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  return copyOf("template0");
}

async function copyOf(template: string): Promise<TestDatabase> {
  const server = inject("databaseServer");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await copyDatabase(server, name, template);
  return { url: `${server}/${name}`, drop: () => dropDatabase(server, name) };
}

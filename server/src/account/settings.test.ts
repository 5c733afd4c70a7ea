import { expect, test } from "vitest";
import type { Clock } from "../base/clock.ts";
import { createSealer } from "../base/seal.ts";
import type { Database } from "../db/database.ts";
import { createSettings, publicUrlOf } from "./settings.ts";

const clock: Clock = { now: () => 0 };
const sealer = createSealer([{ id: "k1", key: Buffer.alloc(32) }]);

test.each([
  ["localhost:3000", "http://localhost:3000"],
  ["127.0.0.1:3000", "http://127.0.0.1:3000"],
  ["[::1]:3000", "http://[::1]:3000"],
  ["hooks.example.com", "https://hooks.example.com"],
  ["hooks.example.com:8443", "https://hooks.example.com:8443"],
  ["192.168.1.5:3000", "https://192.168.1.5:3000"],
  ["localhost.example.com", "https://localhost.example.com"],
])("%s is %s from outside", (domain, url) => {
  expect(publicUrlOf(domain)).toBe(url);
});

test("a failed read is not kept", async () => {
  let fail = true;
  const row = { value: { displayName: "Acme" } };
  let asked: unknown;
  const query = {
    select: () => query,
    where: (_column: string, _equals: string, name: unknown) => {
      asked = name;
      return query;
    },
    executeTakeFirst: async () => {
      if (fail) throw new Error("gone");
      return asked === "general" ? row : undefined;
    },
  };
  const database = { engine: { selectFrom: () => query } } as unknown as Database;
  const settings = createSettings({ database, clock, sealer, publicUrl: "https://10.0.0.8", sandboxUrl: null });
  await expect(settings.general()).rejects.toThrow("gone");
  fail = false;
  expect(await settings.general()).toMatchObject({ displayName: "Acme", local: true });
});

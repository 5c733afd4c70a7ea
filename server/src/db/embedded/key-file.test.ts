import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { generateEncryptionKey, parseEncryptionKeys } from "../../base/encryption-keys.ts";
import { keyFile, type Keys, watchKeyFile, writeKeyFile } from "./key-file.ts";

const keys = (...ids: string[]): Keys => parseEncryptionKeys(ids.map(generateEncryptionKey).join(","));
const [one, two] = [keys("k1"), keys("k2", "k1")];

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "velodrome-keys-"));
  await writeKeyFile(dataDir, one);
});
afterEach(() => rm(dataDir, { recursive: true }));

test("the file is the owner's alone and holds the keys as the environment would", async () => {
  expect((await stat(keyFile(dataDir))).mode & 0o777).toBe(0o600);
  expect(parseEncryptionKeys((await readFile(keyFile(dataDir), "utf8")).trim())).toEqual(one);
});

test("another process's rotation is seen at the next turn, and not in the middle of one", async () => {
  const watched = watchKeyFile(dataDir, one, () => {});
  expect(watched()).toEqual(one);
  await writeKeyFile(dataDir, two);
  await turn();
  const seen = watched();
  expect(seen).toEqual(two);
  expect(watched()).toBe(seen);
});

test("a file that is damaged or gone leaves the keys of before, and is told", async () => {
  const told: unknown[] = [];
  const watched = watchKeyFile(dataDir, one, (error) => told.push(error));
  await writeFile(keyFile(dataDir), "k1:short");
  expect(watched()).toEqual(one);
  await rm(keyFile(dataDir));
  await turn();
  expect(watched()).toEqual(one);
  expect(told).toHaveLength(2);
});

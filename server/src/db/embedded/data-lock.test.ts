import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { lockDataFolder } from "./data-lock.ts";

describe("the data folder's lock", () => {
  let parent: string;
  let dataDir: string;

  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), "velodrome-lock-"));
    dataDir = join(parent, "new folder");
  });

  afterEach(async () => {
    await chmod(parent, 0o700);
    await rm(parent, { recursive: true });
  });

  test("is held once, names its holder, and can be taken again when let go", async () => {
    const lock = await lockDataFolder(dataDir);
    expect(await readFile(join(dataDir, "lock.pid"), "utf8")).toBe(`${process.pid}\n`);
    await expect(lockDataFolder(dataDir)).rejects.toThrow(`${dataDir} is in use by process ${process.pid}:`);
    await lock.release();
    await (await lockDataFolder(dataDir)).release();
  });

  test("is not held by a pid file alone, whoever runs under that pid", async () => {
    await (await lockDataFolder(dataDir)).release();
    await writeFile(join(dataDir, "lock.pid"), `${process.pid}\n`);
    await (await lockDataFolder(dataDir)).release();
  });

  test("says which variable to set when the folder cannot be made", async () => {
    await writeFile(join(parent, "file"), "");
    await expect(lockDataFolder(join(parent, "file", "data"))).rejects.toThrow(/cannot be made .*: set VELODROME_DATA/);
  });
});

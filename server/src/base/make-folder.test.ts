import { existsSync } from "node:fs";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeFolder } from "./make-folder.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "velodrome folder "));
});
afterAll(() => rm(root, { recursive: true }));

describe("makeFolder", () => {
  it("makes what is missing above it, and is content with what is there", async () => {
    const path = join(root, "a b", "c");
    await makeFolder(path, 0o700);
    await makeFolder(path, 0o700);
    expect((await stat(path)).isDirectory()).toBe(true);
  });

  it("fails where a file stands", async () => {
    await writeFile(join(root, "file"), "");
    await expect(makeFolder(join(root, "file"), 0o700)).rejects.toMatchObject({ code: "EEXIST" });
    await expect(makeFolder(join(root, "file", "below"), 0o700)).rejects.toMatchObject({ code: "ENOTDIR" });
  });

  it.runIf(existsSync("/proc/self"))("fails, and does not hang, where no folder can be", async () => {
    await expect(makeFolder("/proc/velodrome/data", 0o700)).rejects.toMatchObject({ code: "ENOENT" });
  });
});

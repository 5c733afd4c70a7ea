import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type LockedPackages, unlockedPackages } from "./lock-tree.ts";
import { repositoryRoot } from "./tool.ts";

test("a package that is asked for and not locked is found, optional or not", () => {
  const packages = {
    "node_modules/a": { dependencies: { b: "1.0.0" }, optionalDependencies: { "b-darwin": "1.0.0" } },
    "node_modules/b": { version: "1.0.0" },
    "node_modules/c": { dependencies: { d: "1.0.0" } },
  };
  expect(unlockedPackages(packages)).toEqual(["node_modules/a asks for b-darwin", "node_modules/c asks for d"]);
});

// A registry that lacks some platform's package makes npm leave it out of the lock, which `npm ci` then refuses.
test("package-lock.json holds every platform's packages, so that `npm ci` takes it", () => {
  const lock = JSON.parse(readFileSync(join(repositoryRoot, "package-lock.json"), "utf8")) as {
    packages: LockedPackages;
  };
  expect(unlockedPackages(lock.packages)).toEqual([]);
});

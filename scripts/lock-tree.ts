/** One package of package-lock.json, as far as it is read here. */
export interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly link?: boolean;
  readonly resolved?: string;
  /** Set for a package that holds something for one platform only. */
  readonly os?: unknown;
  readonly cpu?: unknown;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** By path below the repository: `""`, `server`, `node_modules/pg`, `node_modules/a/node_modules/b`. */
export type LockedPackages = Readonly<Record<string, LockedPackage>>;

export interface ForeignPackage {
  readonly path: string;
  readonly name: string;
  readonly locked: LockedPackage;
  /** The paths of the foreign packages that ask for this one. */
  readonly askedForBy: ReadonlySet<string>;
}

const marker = "node_modules/";

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf(marker) + marker.length);
}

/** Finds a dependency as Node does: beside the package first, then in each folder above it. */
function locate(packages: LockedPackages, from: string, name: string): string | null {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/")))) {
    const path = folder === "" ? marker + name : `${folder}/${marker}${name}`;
    const found = packages[path];
    if (found !== undefined) return found.link === true ? (found.resolved ?? path) : path;
    if (folder === "") return null;
  }
}

/**
 * Everything that what starts at these paths needs in production, on any platform. Peers count where they are
 * installed. Packages of our own are walked through, not answered.
 */
export function foreignPackages(packages: LockedPackages, starts: readonly string[]): ForeignPackage[] {
  const found = new Map<string, Set<string>>();
  const waiting = [...starts];
  const walked = new Set<string>();
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (walked.has(path)) continue;
    walked.add(path);
    const locked = packages[path] ?? {};
    const isForeign = path.includes(marker);
    // Our own optional peers are for those who test against us; a foreign package's peers run beside it.
    const peers = isForeign ? locked.peerDependencies : {};
    for (const name of Object.keys({ ...locked.dependencies, ...locked.optionalDependencies, ...peers })) {
      const target = locate(packages, path, name);
      if (target === null) continue;
      waiting.push(target);
      if (!target.includes(marker)) continue;
      const askers = found.get(target) ?? new Set();
      if (isForeign) askers.add(path);
      found.set(target, askers);
    }
  }
  return [...found].map(([path, askedForBy]) => ({
    path,
    name: nameOf(path),
    locked: packages[path] ?? {},
    askedForBy,
  }));
}

/** What some package asks for, optional or not, and the lock does not hold. Without it `npm ci` refuses the lock. */
export function unlockedPackages(packages: LockedPackages): string[] {
  return Object.entries(packages).flatMap(([path, { dependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...optionalDependencies })
      .filter((name) => locate(packages, path, name) === null)
      .map((name) => `${path} asks for ${name}`),
  );
}

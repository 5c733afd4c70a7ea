const key = "velodrome-tab";
/** A tab that is loaded anew may have to wait until the page before it is really gone, in ms. */
const patience = 500;

/** This tab among those of this browser. */
export interface TabName {
  name: string;
  /** No other open tab has this name, and it is the same after a reload or a crash. */
  sure: boolean;
}

const lockPrefix = `${key}:`;
const freshName = (): string => crypto.getRandomValues(new Uint32Array(2)).join("-");

/** Takes a name for as long as this page lives. False where another page has it. */
function hold(locks: LockManager, name: string): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  locks
    .request(lockPrefix + name, { signal: AbortSignal.timeout(patience) }, () => {
      resolve(true);
      // Never given back: it ends with the page.
      return Promise.withResolvers<never>().promise;
    })
    .catch(() => resolve(false));
  return promise;
}

/**
 * A tab that was duplicated has the name of the one it was made of, with all else of its session storage; only a lock tells
 * them apart. Browsers have locks at secure addresses.
 */
async function claim(): Promise<TabName> {
  const locks: LockManager | undefined = navigator.locks;
  try {
    const known = sessionStorage.getItem(key);
    if (known !== null && (locks === undefined || (await hold(locks, known))))
      return { name: known, sure: locks !== undefined };
    const name = freshName();
    sessionStorage.setItem(key, name);
    return { name, sure: locks !== undefined && (await hold(locks, name)) };
  } catch {
    // A browser that forbids storage: each page is a tab of its own.
    return { name: freshName(), sure: false };
  }
}

let claimed: Promise<TabName> | undefined;

/** The name of the tab that this page is in. */
export function tabName(): Promise<TabName> {
  claimed ??= claim();
  return claimed;
}

/** Names of the tabs that are open. */
export async function openTabs(): Promise<Set<string>> {
  const { held = [] } = await navigator.locks.query();
  const names = held.flatMap(({ name }) => (name?.startsWith(lockPrefix) ? [name.slice(lockPrefix.length)] : []));
  return new Set(names);
}

import type { Clock } from "../base/clock.ts";
import type { Soon } from "../base/soon.ts";

export interface FreshCacheOptions<Value> {
  clock: Clock;
  /** How long what was found is believed, in ms. */
  keepMs: number;
  /** How long it is believed that there is nothing, in ms. */
  keepAbsentMs: number;
  /** Most keys of each sort that are remembered; the oldest are forgotten first. */
  size: number;
  load(key: string): Promise<Value | null>;
}

export interface FreshCache<Value> {
  get(key: string): Soon<Value | null>;
  /** Reads it anew, from a moment after this call. Any number of callers at once cost at most two reads. */
  refresh(key: string): Promise<Value | null>;
  /** The next `get` reads it anew. */
  forget(key: string): void;
}

interface Entry<Value> {
  value: Value | null;
  until: number;
}

/** What was read a moment ago. Keys that name nothing are remembered apart, so that a guesser pushes out nothing real. */
export function createFreshCache<Value>(options: FreshCacheOptions<Value>): FreshCache<Value> {
  const present = new Map<string, Entry<Value>>();
  const absent = new Map<string, Entry<Value>>();
  const loading = new Map<string, Promise<Value | null>>();
  const queued = new Map<string, Promise<Value | null>>();

  function remember(key: string, value: Value | null): void {
    drop(key);
    const [entries, keepMs] = value === null ? [absent, options.keepAbsentMs] : [present, options.keepMs];
    entries.set(key, { value, until: options.clock.now() + keepMs });
    const [oldest] = entries.keys();
    if (entries.size > options.size && oldest !== undefined) entries.delete(oldest);
  }

  function drop(key: string): void {
    present.delete(key);
    absent.delete(key);
  }

  function start(key: string): Promise<Value | null> {
    const load: Promise<Value | null> = options
      .load(key)
      .then((value) => {
        // Not when the key was forgotten meanwhile: what was read may be of before.
        if (loading.get(key) === load) remember(key, value);
        return value;
      })
      .finally(() => {
        if (loading.get(key) === load) loading.delete(key);
      });
    loading.set(key, load);
    return load;
  }

  async function startAfter(key: string, current: Promise<unknown>): Promise<Value | null> {
    await Promise.allSettled([current]);
    queued.delete(key);
    return start(key);
  }

  return {
    get(key) {
      const entry = present.get(key) ?? absent.get(key);
      if (entry !== undefined && entry.until > options.clock.now()) return entry.value;
      return loading.get(key) ?? start(key);
    },
    refresh(key) {
      const waiting = queued.get(key);
      if (waiting !== undefined) return waiting;
      const current = loading.get(key);
      if (current === undefined) return start(key);
      const next = startAfter(key, current);
      queued.set(key, next);
      return next;
    },
    forget(key) {
      drop(key);
      loading.delete(key);
    },
  };
}

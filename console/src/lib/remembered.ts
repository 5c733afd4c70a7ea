import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
};

/** Values of this tab, for when the browser forbids storage. */
const ownCopy = new Map<string, string>();

function read(key: string): string | null {
  try {
    return localStorage.getItem(key) ?? ownCopy.get(key) ?? null;
  } catch {
    return ownCopy.get(key) ?? null;
  }
}

/** Keeps a small choice of this person in this browser. */
export function remember(key: string, value: string): void {
  ownCopy.set(key, value);
  try {
    localStorage.setItem(key, value);
  } catch {
    // Forbidden or full: the tab's own copy must do.
  }
  for (const listener of listeners) listener();
}

export const useRemembered = (key: string): string | null => useSyncExternalStore(subscribe, () => read(key));

/** Keys of all that is remembered, so that no two meet. */
export const rememberedKeys = {
  colorScheme: "velodrome-color-scheme",
  railNarrow: "velodrome-rail-narrow",
  sawRun: "velodrome-saw-run",
  firstMinuteDone: "velodrome-first-minute-done",
  ownKeys: "velodrome-keys",
  builderRecent: "velodrome-builder-recent",
} as const;

import { useEffect, useState, useSyncExternalStore } from "react";

/** What lies over the page, the last on top. */
let open: readonly symbol[] = [];
const listeners = new Set<() => void>();

function change(to: readonly symbol[]): void {
  open = to;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether nothing was opened over this: Mantine tells every dialog of Escape, but it is meant for the one on top. */
export function useTopmost(opened = true): boolean {
  const [self] = useState(() => Symbol("dialog"));
  useEffect(() => {
    if (!opened) return;
    change([...open, self]);
    return () => change(open.filter((one) => one !== self));
  }, [self, opened]);
  const top = useSyncExternalStore(subscribe, () => open.at(-1));
  return top === undefined || top === self;
}

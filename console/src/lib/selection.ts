import { useCallback, useRef, useState } from "react";

export interface Selection {
  selected: ReadonlySet<string>;
  toggle: (id: string) => void;
  /** The same for all from the one that was picked before to this one. */
  toggleTo: (id: string, ids: readonly string[]) => void;
  /** All of them, or none when all are selected already. */
  toggleAll: (ids: readonly string[]) => void;
  clear: () => void;
}

const none: ReadonlySet<string> = new Set();

/** What lies between two of a list, both included; the second alone where the first is not in it. @internal */
export function stretchOf(ids: readonly string[], from: string | null, to: string): string[] {
  const [a, b] = [from === null ? -1 : ids.indexOf(from), ids.indexOf(to)];
  return a === -1 || b === -1 ? [to] : ids.slice(Math.min(a, b), Math.max(a, b) + 1);
}

function changed(before: ReadonlySet<string>, ids: readonly string[], isPicked: boolean): ReadonlySet<string> {
  return new Set(isPicked ? [...before, ...ids] : [...before].filter((each) => !ids.includes(each)));
}

/** Which rows of a list a person has picked. */
export function useSelection(): Selection {
  const [selected, setSelected] = useState(none);
  const last = useRef<string | null>(null);
  const toggleTo = useCallback((id: string, ids: readonly string[]) => {
    const stretch = stretchOf(ids, last.current, id);
    last.current = id;
    setSelected((before) => changed(before, stretch, !before.has(id)));
  }, []);
  const toggle = useCallback((id: string) => toggleTo(id, [id]), [toggleTo]);
  const toggleAll = useCallback((ids: readonly string[]) => {
    setSelected((before) => (ids.every((id) => before.has(id)) ? none : new Set(ids)));
  }, []);
  const clear = useCallback(() => setSelected(none), []);
  return { selected, toggle, toggleTo, toggleAll, clear };
}

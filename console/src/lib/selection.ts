import { useCallback, useState } from "react";

export interface Selection {
  selected: ReadonlySet<string>;
  toggle: (id: string) => void;
  /** All of them, or none when all are selected already. */
  toggleAll: (ids: readonly string[]) => void;
  clear: () => void;
}

const none: ReadonlySet<string> = new Set();

/** Which rows of a list a person has picked. */
export function useSelection(): Selection {
  const [selected, setSelected] = useState(none);
  const toggle = useCallback((id: string) => {
    setSelected((before) =>
      before.has(id) ? new Set([...before].filter((each) => each !== id)) : new Set([...before, id]),
    );
  }, []);
  const toggleAll = useCallback((ids: readonly string[]) => {
    setSelected((before) => (ids.every((id) => before.has(id)) ? none : new Set(ids)));
  }, []);
  const clear = useCallback(() => setSelected(none), []);
  return { selected, toggle, toggleAll, clear };
}

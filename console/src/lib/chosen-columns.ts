import { remember, useRemembered } from "./remembered.ts";

export interface ChosenColumns {
  isShown: (key: string) => boolean;
  toggle: (key: string) => void;
}

/** Which columns of a list a person wants to see, kept in this browser; until they choose, those that are not `extra`. */
export function useChosenColumns(list: string, all: readonly string[], extra: readonly string[]): ChosenColumns {
  const place = `velodrome-columns-${list}`;
  const kept = useRemembered(place);
  const shown = new Set(kept === null ? all.filter((key) => !extra.includes(key)) : kept.split(","));
  return {
    isShown: (key) => shown.has(key),
    toggle: (key) => {
      const next = all.filter((each) => (each === key ? !shown.has(each) : shown.has(each)));
      remember(place, next.join(","));
    },
  };
}

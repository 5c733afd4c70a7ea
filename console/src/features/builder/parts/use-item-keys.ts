import { useRef } from "react";
import { moved } from "../document/parts.ts";

/**
 * Keys of a list's items, which have no identity of their own: by them an item that is moved keeps what is open in it, and
 * the keyboard stays where it is. Whatever else changes the list, as undo does, is met from its end.
 */
export function useItemKeys(count: number) {
  const keys = useRef<readonly number[]>([]);
  const next = useRef(0);
  if (keys.current.length !== count) {
    keys.current = Array.from({ length: count }, (_, at) => keys.current[at] ?? next.current++);
  }
  return {
    keys: keys.current,
    onMoved: (from: number, to: number) => {
      keys.current = moved(keys.current, from, to);
    },
    onRemoved: (at: number) => {
      keys.current = keys.current.filter((_, index) => index !== at);
    },
  };
}

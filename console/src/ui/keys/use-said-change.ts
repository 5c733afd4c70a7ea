import { useState } from "react";
import { keepOwnKeys, useOwnKeys } from "../../lib/keys/use-keys.ts";
import type { OwnKeys } from "../../lib/keys/own-keys.ts";
import { texts } from "../../lib/keys/texts.ts";

export interface SaidChange {
  said: string;
  /** Changes keys and says what came of it. */
  change: (to: OwnKeys, said: string) => void;
  /** Undoes the latest change, and then that again; undefined before the first. */
  takeBack: (() => void) | undefined;
}

/** Changes of keys, each said in words and taken back on demand. */
export function useSaidChange(): SaidChange {
  const own = useOwnKeys();
  const [latest, setLatest] = useState<{ said: string; before: OwnKeys } | null>(null);
  const change = (to: OwnKeys, said: string) => {
    setLatest({ said, before: own });
    keepOwnKeys(to);
  };
  return {
    said: latest?.said ?? "",
    change,
    takeBack: latest === null ? undefined : () => change(latest.before, texts.takenBack),
  };
}

import { remember, rememberedKeys, useRemembered } from "../remembered.ts";
import type { Keys } from "./keys.ts";
import { keysWith, type OwnKeys, readOwnKeys, writeOwnKeys } from "./own-keys.ts";

const read = (kept: string | null) => {
  const own = readOwnKeys(kept);
  return { kept, own, keys: keysWith(own) };
};

let latest = read(null);

/** Read once, however many ask for it. */
function useLatest() {
  const kept = useRemembered(rememberedKeys.ownKeys);
  if (kept !== latest.kept) latest = read(kept);
  return latest;
}

/** By which combinations each act is done in this browser, in all of its tabs at once. */
export const useKeys = (): Keys => useLatest().keys;

/** What a person has chosen otherwise than it came. */
export const useOwnKeys = (): OwnKeys => useLatest().own;

/** Keeps what a person has chosen. */
export const keepOwnKeys = (own: OwnKeys): void => remember(rememberedKeys.ownKeys, writeOwnKeys(own));

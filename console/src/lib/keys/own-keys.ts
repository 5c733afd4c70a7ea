import { type ActId, actIds, actOf, isActId, meet } from "./acts.ts";
import type { Keys } from "./keys.ts";
import { refusalOf } from "./refusal.ts";

/** By what a person does acts otherwise than by the keys they came with. Only that is kept: what comes with later releases reaches everybody else. */
export type OwnKeys = ReadonlyMap<ActId, readonly string[]>;

function entriesOf(kept: string): readonly [string, unknown][] {
  try {
    const value: unknown = JSON.parse(kept);
    return typeof value === "object" && value !== null ? Object.entries(value) : [];
  } catch {
    // Cut off, or of somebody else: as if nothing were kept.
    return [];
  }
}

const isForAct = (id: ActId, keys: unknown): keys is string[] =>
  Array.isArray(keys) && keys.every((one) => typeof one === "string" && refusalOf(id, one) === undefined);

/** What was kept; what is no act of this release, or cannot be its keys, is passed over. */
export function readOwnKeys(kept: string | null): OwnKeys {
  const own = new Map<ActId, readonly string[]>();
  for (const [id, keys] of entriesOf(kept ?? "{}")) {
    if (isActId(id) && actOf(id).fixed === undefined && isForAct(id, keys)) own.set(id, [...new Set(keys)]);
  }
  return own;
}

/** As it is kept. */
export const writeOwnKeys = (own: OwnKeys): string => JSON.stringify(Object.fromEntries(own));

/** Who has a combination that is pressed where an act is done, other than that act. */
export function holderOf(keys: Keys, id: ActId, combination: string): ActId | undefined {
  for (const [other, held] of keys) {
    if (other !== id && meet(other, id) && held.includes(combination)) return other;
  }
  return undefined;
}

/** By what each act is done. Where a later release means something else by a key, who has chosen it keeps it. */
export function keysWith(own: OwnKeys): Keys {
  const keys = new Map<ActId, readonly string[]>(actIds.map((id) => [id, []]));
  const isFixed = (id: ActId) => actOf(id).fixed !== undefined;
  const first = [...actIds.filter(isFixed), ...own.keys()];
  for (const id of new Set([...first, ...actIds])) {
    const wanted = own.get(id) ?? actOf(id).keys;
    keys.set(
      id,
      wanted.filter((one) => holderOf(keys, id, one) === undefined),
    );
  }
  return keys;
}

const isSame = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((one) => others.includes(one));

/** Whether an act is done by other keys than it came with. */
export const isChanged = (keys: Keys, id: ActId): boolean => !isSame(keys.get(id) ?? [], actOf(id).keys);

/** The act is done by these from now on, and by nothing else; whoever had one of them has it no more. */
export function withKeys(own: OwnKeys, id: ActId, wanted: readonly string[]): OwnKeys {
  const keys = keysWith(own);
  const next = new Map(own);
  const set = (act: ActId, to: readonly string[]) =>
    isSame(to, actOf(act).keys) ? next.delete(act) : next.set(act, to);
  for (const one of wanted) {
    const holder = holderOf(keys, id, one);
    if (holder === undefined) continue;
    const left = next.get(holder) ?? keys.get(holder) ?? [];
    set(
      holder,
      left.filter((each) => each !== one),
    );
  }
  set(id, wanted);
  return next;
}

/** The acts are done by the keys they came with. */
export const withDefaults = (own: OwnKeys, ids: readonly ActId[]): OwnKeys =>
  ids.reduce((left, id) => withKeys(left, id, actOf(id).keys), own);

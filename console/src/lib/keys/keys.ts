import { type ActId, actIds, actOf, type Heard, type Place, placeOf } from "./acts.ts";
import { combinationOf, type Press, writesNothing } from "./combination.ts";

/** By which combinations each act is done now. */
export type Keys = ReadonlyMap<ActId, readonly string[]>;

/** What was meant by a key. */
export interface Meant<P extends Place> {
  act: Heard<P>;
  /** Whether it is meant also while somebody writes. */
  whileTyping: boolean;
}

/** What a key means at a place; undefined for one that is somebody else's. */
export function meantBy<P extends Place>(keys: Keys, place: P, press: Press): Meant<P> | undefined {
  const combination = combinationOf(press);
  if (combination === undefined) return undefined;
  const id = actIds.find(
    (one) => placeOf(one) === place && actOf(one).told !== true && keys.get(one)?.includes(combination) === true,
  );
  if (id === undefined) return undefined;
  const whileTyping = actOf(id).whileTyping === true && writesNothing(combination);
  return { act: id.slice(place.length + 1) as Heard<P>, whileTyping };
}

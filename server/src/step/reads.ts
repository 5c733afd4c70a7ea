import type { Reads } from "@velodrome/contract";

export const readsNothing: Reads = {
  names: new Set(),
  everything: false,
  variables: new Set(),
  everyVariable: false,
};

/** Together, what several read. */
export function joinReads(all: readonly Reads[]): Reads {
  return {
    names: new Set(all.flatMap(({ names }) => [...names])),
    everything: all.some(({ everything }) => everything),
    variables: new Set(all.flatMap(({ variables }) => [...variables])),
    everyVariable: all.some(({ everyVariable }) => everyVariable),
  };
}

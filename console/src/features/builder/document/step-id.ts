import type { CycleDocument } from "@velodrome/contract";

const longest = 64;

/** "Says hi?" → "saysHi": what an id made from a name may look like. */
export function idFromName(name: string): string {
  const words = name.normalize("NFKD").match(/[A-Za-z0-9]+/g) ?? [];
  const camel = words.map((word, at) => {
    const low = word.toLowerCase();
    return at === 0 ? low : low.charAt(0).toUpperCase() + low.slice(1);
  });
  const id = camel.join("").replace(/^[^a-z]+/, "");
  return (id === "" ? "step" : id).slice(0, longest - 8);
}

/** An id that no step has: the wished one, or the first free number behind it. */
export function freshId(taken: ReadonlySet<string>, wished: string): string {
  if (!taken.has(wished)) return wished;
  const stem = wished.replace(/\d+$/, "") || "step";
  for (let number = 2; ; number++) {
    const id = `${stem.slice(0, longest - String(number).length)}${number}`;
    if (!taken.has(id)) return id;
  }
}

export const takenIds = ({ steps }: Pick<CycleDocument, "steps">): Set<string> => new Set(steps.map(({ id }) => id));

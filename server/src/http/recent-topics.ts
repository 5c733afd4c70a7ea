import type { Clock } from "../base/clock.ts";
import type { Signal, Touched } from "../db/signal.ts";
import { plainTopics } from "./topic-feed.ts";

export interface RecentTopics {
  /** What changed within the last so many ms, as far as it is known: else all may have. */
  within(ms: number): Touched;
  close(): void;
}

/** For so long it is known what changed. Whoever was away for longer reads everything again. */
const keptMs = 60_000;

/** Which Setups, and whether notices or erasures, changed lately; for those who read them a moment before they began to listen. */
export function rememberTopics(signal: Pick<Signal, "listen">, clock: Clock): RecentTopics {
  const setups = new Map<string, number>();
  const others = new Map<(typeof plainTopics)[number], number>();
  let knownFrom = clock.now();

  const close = signal.listen((touched) => {
    const now = clock.now();
    if (touched.kind === "all") {
      setups.clear();
      knownFrom = now;
      return;
    }
    for (const id of touched.setups) setups.set(id, now);
    for (const topic of plainTopics) if (touched[topic]) others.set(topic, now);
    for (const [id, at] of setups) if (at < now - keptMs) setups.delete(id);
  });
  return {
    within: (ms) => {
      const from = clock.now() - ms;
      // Within the very millisecond of a gap's end something may have changed before it.
      if (ms > keptMs || from <= knownFrom) return { kind: "all" };
      const changed = [...setups].flatMap(([id, at]) => (at < from ? [] : [id]));
      return {
        kind: "some",
        accounts: new Set(),
        variables: new Set(),
        setups: new Set(changed),
        notices: (others.get("notices") ?? 0) >= from,
        erasures: (others.get("erasures") ?? 0) >= from,
      };
    },
    close,
  };
}

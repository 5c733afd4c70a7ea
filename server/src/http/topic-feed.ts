import type { LiveTopic } from "@velodrome/contract";
import { toWire } from "../base/id.ts";
import type { Signal, Touched } from "../db/signal.ts";

export type SendTopic = (topic: LiveTopic, data: { id: string | null }) => void;

/** Of these is only told that they changed. */
export const plainTopics = ["notices", "erasures"] as const;

/** Between two tellings of one listener, so that a flood of webhooks makes nobody read a Setup's health all the time. */
const pauseMs = 250;

/**
 * Says which Setups, and whether notices or erasures, have changed; nothing of what they are now, which whoever shows them reads
 * again. The first change is told at once, those that follow are gathered. What was `missed` counts as the first.
 */
export function openTopics(
  signal: Pick<Signal, "listen">,
  wanted: ReadonlySet<LiveTopic>,
  send: SendTopic,
  missed: Touched | null = null,
): () => void {
  /** Null among them: all. */
  let setups = new Set<string | null>();
  let others = new Set<(typeof plainTopics)[number]>();
  let pause: NodeJS.Timeout | null = null;

  const tell = () => {
    pause = null;
    if (setups.size === 0 && others.size === 0) return;
    const changed = setups.has(null) ? [null] : [...setups];
    const also = [...others];
    setups = new Set();
    others = new Set();
    pause = setTimeout(tell, pauseMs);
    for (const id of changed) send("setup", { id: id && toWire("setup", id) });
    for (const topic of also) send(topic, { id: null });
  };
  const hear = (touched: Touched) => {
    const isAll = touched.kind === "all";
    if (wanted.has("setup")) for (const id of isAll ? [null] : touched.setups) setups.add(id);
    for (const topic of plainTopics) if (wanted.has(topic) && (isAll || touched[topic])) others.add(topic);
    if (pause === null) tell();
  };
  const stop = signal.listen(hear);
  if (missed !== null) hear(missed);
  return () => {
    stop();
    if (pause !== null) clearTimeout(pause);
    // Nothing is told to somebody who is gone.
    setups = new Set();
    others = new Set();
  };
}

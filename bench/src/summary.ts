import type { Reading, Round } from "./round.ts";

/** What must be reached, and whether it was; `met` is null when it could not be told. */
export interface Bar {
  readonly text: string;
  readonly value: number | null;
  readonly met: boolean | null;
}

export interface Summary {
  readonly bare: Reading;
  readonly web: Reading;
  readonly whole: Reading;
  readonly nodeRed: Reading | null;
  readonly backlogPerSecond: number;
  readonly bars: readonly Bar[];
}

/** @internal Exported for its test. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  if (upper === undefined) throw new Error("There is no median of nothing.");
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}

function medianOrNull(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : median(known);
}

function medianReading(readings: readonly Reading[]): Reading {
  return {
    acknowledgedPerSecond: median(readings.map((reading) => reading.acknowledgedPerSecond)),
    p50: median(readings.map((reading) => reading.p50)),
    p99: median(readings.map((reading) => reading.p99)),
    max: median(readings.map((reading) => reading.max)),
    cyclesPerSecond: medianOrNull(readings.map((reading) => reading.cyclesPerSecond)),
    memory: medianOrNull(readings.map((reading) => reading.memory)),
  };
}

export function ratio(value: number | null, base: number | null | undefined): number | null {
  return value === null || base === null || base === undefined ? null : value / base;
}

function atLeast(text: string, value: number | null, bar: number): Bar {
  return { text, value, met: value === null ? null : value >= bar };
}

function atMost(text: string, value: number | null, bar: number): Bar {
  return { text, value, met: value === null ? null : value <= bar };
}

const megabytes = (bytes: number | null): number | null => (bytes === null ? null : bytes / 1024 ** 2);

export function summarise(rounds: readonly Round[]): Summary {
  const bare = medianReading(rounds.map((round) => round.bare));
  const web = medianReading(rounds.map((round) => round.web));
  const whole = medianReading(rounds.map((round) => round.whole));
  const peer = rounds.map((round) => round.nodeRed).filter((reading) => reading !== null);
  const nodeRed = peer.length === 0 ? null : medianReading(peer);
  return {
    bare,
    web,
    whole,
    nodeRed,
    backlogPerSecond: median(rounds.map((round) => round.backlogPerSecond)),
    bars: [
      atLeast("web role acknowledges ≥ 0.5 × bare", ratio(web.acknowledgedPerSecond, bare.acknowledgedPerSecond), 0.5),
      atMost("web role acknowledges within 50 ms (p99)", web.p99, 50),
      atLeast("whole cycles/s ≥ 0.4 × bare's", ratio(whole.cyclesPerSecond, bare.cyclesPerSecond), 0.4),
      atLeast("whole cycles/s ≥ 1.5 × Node-RED's", ratio(whole.cyclesPerSecond, nodeRed?.cyclesPerSecond), 1.5),
      atMost("acknowledged within 100 ms meanwhile (p99)", whole.p99, 100),
      atMost("our Node processes hold at most 300 MB", megabytes(whole.memory), 300),
    ],
  };
}

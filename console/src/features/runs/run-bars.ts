import type { Attempt, RunWithSteps } from "@velodrome/contract";

/** A stretch of a run's time, in ms since 1970. */
export interface Bar {
  from: number;
  to: number;
  /** What was tried then; null while the step waited for its next try. */
  attempt: Attempt | null;
  /** Whether nothing was done but waiting. */
  waits: boolean;
}

/** A step's attempts, of all items of a For each around it, in the order in which they began. */
export interface BarRow {
  step: string;
  bars: readonly Bar[];
}

export interface RunBars {
  from: number;
  to: number;
  rows: readonly BarRow[];
  /** Attempts that are not drawn, of a run that has very many. */
  left: number;
}

/** More could not be told apart, and each costs the page an element. */
const barsAtMost = 400;

const isWaiting = ({ status }: Attempt): boolean => status === "sleeping" || status === "waiting";

interface BarsDeps {
  /** In ms since 1970: the end of what goes on. */
  now: number;
  /** Whether a step does nothing but wait. */
  waits: (step: string) => boolean;
}

function barsOfStep(
  { step, attempts }: RunWithSteps["steps"][number],
  { now, waits }: BarsDeps,
  runEnd: number | null,
): Bar[] {
  return attempts.flatMap((attempt, at): Bar[] => {
    const from = Date.parse(attempt.startedAt);
    const to = attempt.finishedAt === null ? (runEnd ?? now) : Date.parse(attempt.finishedAt);
    const bar = { from, to: Math.max(from, to), attempt, waits: waits(step) || isWaiting(attempt) };
    const before = attempts[at - 1]?.finishedAt;
    // From one try to the next it waits.
    return before == null || Date.parse(before) >= from
      ? [bar]
      : [{ from: Date.parse(before), to: from, attempt: null, waits: true }, bar];
  });
}

/** Whether anything was tried yet. What started the run was there before it began, and is noted whenever something else is. */
export const hasBars = ({ steps, trigger }: RunWithSteps): boolean => steps.some(({ step }) => step !== trigger);

/** When each attempt of a run was made, and when a step waited for its next one. */
export function barsOf(run: RunWithSteps, deps: BarsDeps): RunBars {
  const end = run.finishedAt === null ? null : Date.parse(run.finishedAt);
  const rows = new Map<string, Bar[]>();
  let [drawn, left] = [0, 0];
  for (const one of run.steps) {
    if (one.step === run.trigger) continue;
    const bars = barsOfStep(one, deps, end);
    const fitting = bars.slice(0, Math.max(0, barsAtMost - drawn));
    drawn += fitting.length;
    left += bars.slice(fitting.length).filter(({ attempt }) => attempt !== null).length;
    if (fitting.length > 0) rows.set(one.step, [...(rows.get(one.step) ?? []), ...fitting]);
  }
  const all = [...rows.values()].flat();
  const from = Math.min(Date.parse(run.startedAt ?? run.createdAt), ...all.map((bar) => bar.from));
  return {
    from,
    to: Math.max(end ?? deps.now, from, ...all.map((bar) => bar.to)),
    rows: [...rows]
      .map(([step, bars]) => ({ step, bars: bars.toSorted((a, b) => a.from - b.from) }))
      .toSorted((a, b) => (a.bars[0]?.from ?? 0) - (b.bars[0]?.from ?? 0)),
    left,
  };
}

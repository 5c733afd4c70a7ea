/** One thing that was done, with what stood there before it. */
interface Act<State> {
  label: string;
  /** Acts with the same key that follow each other are one: the letters of a word, say. */
  key: string | null;
  before: State;
}

/** A state with everything that led to it and everything that was taken back; nothing is ever forgotten. */
export interface History<State> {
  present: State;
  past: readonly Act<State>[];
  future: readonly { label: string; key: string | null; after: State }[];
}

export const beginHistory = <State>(present: State): History<State> => ({ present, past: [], future: [] });

/** Does one thing more. What leaves the state as it is was no act. */
export function act<State>(
  history: History<State>,
  label: string,
  after: State,
  key: string | null = null,
): History<State> {
  if (after === history.present) return history;
  const last = history.past.at(-1);
  const joins = key !== null && last?.key === key && history.future.length === 0;
  const past = joins ? history.past : [...history.past, { label, key, before: history.present }];
  return { present: after, past, future: [] };
}

/** @internal */
export function undo<State>(history: History<State>): History<State> {
  const last = history.past.at(-1);
  if (last === undefined) return history;
  return {
    present: last.before,
    past: history.past.slice(0, -1),
    future: [{ label: last.label, key: last.key, after: history.present }, ...history.future],
  };
}

/** @internal */
export function redo<State>(history: History<State>): History<State> {
  const [next, ...rest] = history.future;
  if (next === undefined) return history;
  return {
    present: next.after,
    past: [...history.past, { label: next.label, key: next.key, before: history.present }],
    future: rest,
  };
}

/** Takes back so many acts, or does so many again where it is less than none. */
export function goBack<State>(history: History<State>, acts: number): History<State> {
  let now = history;
  for (let left = acts; left > 0; left--) now = undo(now);
  for (let left = acts; left < 0; left++) now = redo(now);
  return now;
}

/** Ends what is being typed: what comes next is an act of its own. */
export function closeAct<State>(history: History<State>): History<State> {
  const last = history.past.at(-1);
  if (last === undefined || last.key === null) return history;
  return { ...history, past: [...history.past.slice(0, -1), { ...last, key: null }] };
}

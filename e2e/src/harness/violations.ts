import { defaultConcurrency, type Event, type Run, type RunWithSteps } from "@velodrome/contract";
import type { Api } from "./api.ts";
import type { Reply } from "./fake-graph.ts";
import type { Tenant } from "./scene.ts";

/** What is known at the end, and what was sent. */
interface Evidence {
  readonly api: Api;
  readonly tenant: Tenant;
  readonly events: readonly Event[];
  readonly runs: readonly Run[];
  readonly replies: readonly Reply[];
  /** What each person wrote, in order. */
  readonly sent: ReadonlyMap<string, readonly string[]>;
  /** `many`: with several processes no call can be told to belong to the life of one. */
  readonly processes: "one" | "many";
  /** Runs that are allowed to have failed, and whose messages need no reply. */
  mayFail?(run: Run): boolean;
}

/** Every message has to be there once. */
function checkOnce(what: string, wanted: readonly string[], found: readonly (string | null)[]): string[] {
  const counts = new Map<string | null, number>();
  for (const text of found) counts.set(text, (counts.get(text) ?? 0) + 1);
  const lost = wanted.filter((text) => !counts.has(text));
  const more = wanted.filter((text) => (counts.get(text) ?? 0) > 1);
  const known = new Set<string | null>(wanted);
  const foreign = [...counts.keys()].filter((text) => !known.has(text));
  return [
    ...(lost.length > 0 ? [`${lost.length} messages have no ${what}, first "${lost[0]}"`] : []),
    ...(more.length > 0 ? [`${more.length} messages have more than one ${what}, first "${more[0]}"`] : []),
    ...(foreign.length > 0 ? [`${foreign.length} ${what}s belong to no message`] : []),
  ];
}

function checkRuns(runs: readonly Run[], mayFail: (run: Run) => boolean): string[] {
  const others = runs.filter((run) => run.status !== "succeeded" && !mayFail(run));
  const [first] = others;
  return first
    ? [`${others.length} runs did not succeed, first ${first.id} (${first.status}, ${first.error?.code})`]
    : [];
}

/** Replies in the order in which a person's messages were accepted, counting the first to each. */
function checkOrder({ replies, sent }: Evidence, isDue: (text: string) => boolean): string[] {
  const perPerson = Map.groupBy(replies, ({ recipient }) => recipient);
  const mixed = [...sent].flatMap(([person, texts]) => {
    const replied = new Set((perPerson.get(person) ?? []).map(({ text }) => text).filter(isDue));
    const found = [...replied].join();
    return found === texts.filter((text) => replied.has(text)).join() ? [] : [{ person, found }];
  });
  const [first] = mixed;
  return first ? [`the replies to ${mixed.length} people are out of order, first ${first.person}: ${first.found}`] : [];
}

interface Repeat {
  readonly text: string;
  /** Lives of the process whose call was made again in a later one. */
  readonly eras: readonly number[];
}

/** Messages that were replied to more than once. */
function findRepeats(replies: readonly Reply[]): Repeat[] {
  const perText = [...Map.groupBy(replies, ({ text }) => text)];
  return perText.flatMap(([text, calls]) =>
    calls.length > 1 ? [{ text, eras: calls.slice(0, -1).map(({ era }) => era) }] : [],
  );
}

/** How many calls each kill cut off and had made again, by the life that it ended. */
export function repeatsPerKill(replies: readonly Reply[]): Map<number, number> {
  const eras = findRepeats(replies).flatMap((repeat) => repeat.eras);
  return new Map([...Map.groupBy(eras, (era) => era)].map(([era, { length }]) => [era, length]));
}

/** At most one call for a message in each life of the process, always under one mark, and few cut off by each kill. */
function checkRepeats({ replies, processes }: Evidence): string[] {
  const perText = [...Map.groupBy(replies, ({ text }) => text)];
  const marks = perText.flatMap(([text, calls]) =>
    new Set(calls.map(({ metadata }) => metadata)).size > 1 ? [`"${text}" was repeated under another mark`] : [],
  );
  if (processes === "many") return marks;
  return [
    ...marks,
    ...perText.flatMap(([text, calls]) =>
      new Set(calls.map(({ era }) => era)).size < calls.length ? [`"${text}" was sent twice without a kill`] : [],
    ),
    ...[...repeatsPerKill(replies)].flatMap(([era, count]) =>
      count > defaultConcurrency ? [`${count} calls of life ${era} were made again`] : [],
    ),
  ];
}

/** A repeated call says so on its attempt. */
async function checkMarks({ api, tenant, runs, replies }: Evidence): Promise<string[]> {
  const runOf = new Map(runs.map((run) => [run.text, run]));
  const violations: string[] = [];
  for (const { text, eras } of findRepeats(replies)) {
    const id = runOf.get(text)?.id;
    if (id === undefined) continue; // already noted as a message without a run
    const { steps } = await api.call<RunWithSteps>("GET", `${tenant.path}/runs/${id}`);
    const marked = steps.flatMap(({ attempts }) => attempts).filter(({ repeated }) => repeated).length;
    if (marked < eras.length) {
      violations.push(`"${text}" was repeated ${eras.length} times and ${marked} attempts of ${id} say so`);
    }
  }
  return violations;
}

/** What broke a promise, in words. */
export async function findViolations(evidence: Evidence): Promise<string[]> {
  const { events, runs, replies, sent, mayFail = () => false } = evidence;
  const wanted = [...sent.values()].flat();
  const excused = new Set(runs.filter(mayFail).map(({ text }) => text));
  const isDue = (text: string): boolean => !excused.has(text);
  return [
    ...checkOnce(
      "event",
      wanted,
      events.map(({ text }) => text),
    ),
    ...checkOnce(
      "run",
      wanted,
      runs.map(({ text }) => text),
    ),
    ...checkOnce("different reply", wanted.filter(isDue), [...new Set(replies.map(({ text }) => text))].filter(isDue)),
    ...checkRuns(runs, mayFail),
    ...checkOrder(evidence, isDue),
    ...checkRepeats(evidence),
    ...(await checkMarks(evidence)),
  ];
}

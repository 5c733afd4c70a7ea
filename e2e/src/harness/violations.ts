import type { Event, Run, RunWithSteps } from "@velodrome/contract";
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
}

/** As many calls may be in flight in one process. */
const workerConcurrency = 64;

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

function checkRuns(runs: readonly Run[]): string[] {
  const others = runs.filter(({ status }) => status !== "succeeded");
  const [first] = others;
  return first
    ? [`${others.length} runs did not succeed, first ${first.id} (${first.status}, ${first.error?.code})`]
    : [];
}

/** Replies in the order in which a person's messages were accepted, counting the first to each. */
function checkOrder({ replies, sent }: Evidence): string[] {
  const perPerson = Map.groupBy(replies, ({ recipient }) => recipient);
  return [...sent].flatMap(([person, texts]) => {
    const replied = [...new Set((perPerson.get(person) ?? []).map(({ text }) => text))];
    return replied.join() === texts.join() ? [] : [`the replies to ${person} are out of order: ${replied.join()}`];
  });
}

interface Repeat {
  readonly text: string;
  readonly times: number;
}

/** At most one reply to a message in each life of the process, and not more repeats after a kill than calls in flight. */
function checkRepeats(replies: readonly Reply[]): { repeats: Repeat[]; violations: string[] } {
  const violations: string[] = [];
  const repeats: Repeat[] = [];
  const repeatedAfter = new Map<number, number>();
  for (const [text, calls] of Map.groupBy(replies, (reply) => reply.text)) {
    const [first, ...again] = calls;
    if (new Set(calls.map(({ era }) => era)).size < calls.length)
      violations.push(`"${text}" was sent twice without a kill`);
    if (again.some(({ metadata }) => metadata !== first?.metadata))
      violations.push(`"${text}" was repeated under another mark`);
    for (const { era } of again) repeatedAfter.set(era, (repeatedAfter.get(era) ?? 0) + 1);
    if (again.length > 0) repeats.push({ text, times: again.length });
  }
  for (const [era, count] of repeatedAfter) {
    if (count > workerConcurrency) violations.push(`${count} calls were repeated after kill ${era}`);
  }
  return { repeats, violations };
}

/** A repeated call says so on its attempt. */
async function checkMarks({ api, tenant, runs }: Evidence, repeats: readonly Repeat[]): Promise<string[]> {
  const runOf = new Map(runs.map((run) => [run.text, run]));
  const violations: string[] = [];
  for (const { text, times } of repeats) {
    const id = runOf.get(text)?.id;
    if (id === undefined) continue; // already noted as a message without a run
    const { steps } = await api.call<RunWithSteps>("GET", `${tenant.path}/runs/${id}`);
    const marked = steps.flatMap(({ attempts }) => attempts).filter(({ repeated }) => repeated).length;
    if (marked < times) violations.push(`"${text}" was repeated ${times} times and ${marked} attempts of ${id} say so`);
  }
  return violations;
}

/** What broke a promise, in words. */
export async function findViolations(evidence: Evidence): Promise<string[]> {
  const { events, runs, replies, sent } = evidence;
  const wanted = [...sent.values()].flat();
  const { repeats, violations } = checkRepeats(replies);
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
    ...checkOnce("different reply", wanted, [...new Set(replies.map(({ text }) => text))]),
    ...checkRuns(runs),
    ...checkOrder(evidence),
    ...violations,
    ...(await checkMarks(evidence, repeats)),
  ];
}

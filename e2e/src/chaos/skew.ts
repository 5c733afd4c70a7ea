import type { Cycle, CycleWithDocument } from "@velodrome/contract";
import type { Fleet, Member } from "../harness/fleet.ts";
import { freePorts } from "../harness/free-ports.ts";
import { makeRelease, type Release } from "../harness/release.ts";
import { until } from "../harness/until.ts";
import type { Scenario } from "./scenario.ts";
import { type Act, runStorm, type Storm, untilCallUnderWay } from "./storm.ts";

const within = 120_000;

const adding = { "29990101-0000-adds.sql": "ALTER TABLE cycle ADD COLUMN of_newer integer;" };
const breaking = { "29990101-0001-breaks.sql": "-- breaking\nALTER TABLE cycle ADD COLUMN of_newest integer;" };

interface Releases {
  /** Has more in the database, and in what templates may say, and can be worked beside. */
  readonly newer: Release;
  /** Has changed the database so that nobody before it can go on. */
  readonly newest: Release;
}

async function replace({ fleet, say }: Storm, member: Member, release: Release | null, what: string): Promise<void> {
  await fleet.stop(member);
  member.release = release;
  await fleet.start(member);
  say(`${member.name} runs ${what}`);
}

/** Starts what is to be refused; answers its last words. */
async function refused(fleet: Fleet, member: Member, words: RegExp): Promise<string> {
  const program = fleet.launch(member);
  await until(`${member.name} gives up`, program.hasEnded, { within });
  return lastWords(member.name, await program.ended, words);
}

function lastWords(name: string, { code, stderr }: { code: number | null; stderr: string }, words: RegExp): string {
  const said = stderr.trim().split("\n").at(-1) ?? "";
  // One line for a person, and no stack.
  if (code !== 1 || !words.test(said)) throw new Error(`${name} ended with ${code} and said:\n${stderr}`);
  return said;
}

const runsOf = async ({ fleet }: Storm, condition: string): Promise<number> => {
  const rows = await fleet.database.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM run_all WHERE version = 2 AND ${condition}`,
  );
  return rows[0]?.count ?? 0;
};

/** One release beside the one before, which goes on, starts again, and leaves alone what it cannot understand. */
const beside =
  ({ newer }: Releases): Act =>
  async (storm) => {
    const { fleet, tenant, say } = storm;
    const [web, otherWeb] = fleet.of("web");
    const [worker, otherWorker] = fleet.of("worker");
    if (!web || !otherWeb || !worker || !otherWorker) throw new Error("Two of each are needed.");
    await replace(storm, worker, newer, "the newer release, which has added to the database");
    await untilCallUnderWay(storm);
    await replace(storm, otherWorker, null, "the older release, again, on the newer database");
    await replace(storm, web, newer, "the newer release");
    const api = fleet.api();
    const { items } = await api.call<{ items: Cycle[] }>("GET", `${tenant.path}/cycles`);
    const path = `${tenant.path}/cycles/${items[0]?.id}`;
    const { document, revision } = await api.call<CycleWithDocument>("GET", path);
    const steps = document.steps.map((step) => (step.id === "reply" ? { ...step, name: "Of the newer one" } : step));
    await api.call("PATCH", path, { document: { ...document, steps }, revision });
    await api.call("POST", `${path}/publish`, {});
    say("the newer release has published a version");
    await until("the newer worker executes it", async () => (await runsOf(storm, "status = 'succeeded'")) > 0, {
      within,
    });
    const left = async (): Promise<boolean> => (await runsOf(storm, "status = 'waiting'")) > 0;
    await until("the older worker leaves it alone", left, { within });
    say("the newer worker executes runs of it, the older one leaves its own waiting");
    for (const member of [otherWeb, otherWorker]) await replace(storm, member, newer, "the newer release");
    await until("nothing of it waits any more", async () => !(await left()), { within });
    say("nothing waits any more");
  };

/** A release that breaks those before it waits for them, gives up while they run, and keeps them out afterwards. */
const instead =
  ({ newest }: Releases): Act =>
  async (storm) => {
    const { fleet, say } = storm;
    const [kept, ...others] = fleet.of("web");
    const [first, ...workers] = fleet.of("worker");
    if (!kept || !first) throw new Error("One of each is needed.");
    await fleet.stop(first);
    first.release = newest;
    say(
      await refused(fleet, first, /29990101-0001-breaks cannot be made while an older Velodrome runs .*: velodrome /),
    );
    for (const member of [...others, ...workers]) await fleet.stop(member);
    // It lives on, cut off from the database, and nobody can know of it.
    const { program, link } = kept;
    const database = link.target;
    [link.target = 0] = await freePorts(1);
    link.reset();
    await fleet.start(first);
    say(`${first.name} runs the newest release, which has changed the database`);
    link.target = database;
    if (program === null) throw new Error(`${kept.name} does not run.`);
    await until("the one that was cut off gives up", program.hasEnded, { within });
    const unknown = /29990101-0001-breaks, which this version does not know .*: a newer Velodrome ran here/;
    say(lastWords(kept.name, await program.ended, unknown));
    kept.program = null;
    say(await refused(fleet, kept, unknown));
    for (const member of [kept, ...others, ...workers]) {
      member.release = newest;
      await fleet.start(member);
    }
    say("all run the newest release");
  };

export const skew: Scenario = {
  name: "skew",
  about:
    "processes of three releases on one PostgreSQL: beside each other where that is possible, else refused with words",
  run: async ({ short, say }) => {
    const made = await Promise.allSettled([
      makeRelease({ version: "98.0.0", migrations: adding, language: 98 }),
      makeRelease({ version: "99.0.0", migrations: { ...adding, ...breaking }, language: 99 }),
    ]);
    const releases = made.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
    try {
      const [newer, newest] = releases;
      if (!newer || !newest) throw new AggregateError(made, "The releases could not be made.");
      const acts = [beside({ newer, newest }), instead({ newer, newest })];
      const weather = { perSecond: short ? 20 : 100, unrepliedAtMost: 3000, settlesWithin: 120_000 };
      const { figures, repeated, violations } = await runStorm({ messages: 300, people: 60, acts, ...weather }, say);
      return { figures: `three releases: ${figures}`, violations: [...violations, ...doubled(repeated)] };
    } finally {
      await Promise.all(releases.map((release) => release.remove()));
    }
  },
};

const doubled = (repeated: number): string[] =>
  repeated === 0 ? [] : [`${repeated} replies were sent twice by a new release that was not even a crash`];

import type { Fleet, Member } from "../harness/fleet.ts";
import { until } from "../harness/until.ts";
import type { Scenario, ScenarioOptions, Verdict } from "./scenario.ts";
import { type Act, inTurn, runStorm, type Storm, untilCallUnderWay } from "./storm.ts";

const shards = 256;

/** Shards by backend, as `pg_locks` has them. */
async function holders({ fleet }: Storm): Promise<number[]> {
  const rows = await fleet.database.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_locks l JOIN pg_stat_activity a USING (pid)
     WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 2 AND a.application_name = 'velodrome shards'
     GROUP BY l.pid HAVING count(*) > 1 ORDER BY 1`,
  );
  // One more lock says that the worker is there.
  return rows.map(({ count }) => count - 1);
}

const untilHeld = (storm: Storm, what: string, counts: readonly number[]): Promise<unknown> =>
  until(what, async () => (await holders(storm)).join() === counts.join(), { within: 60_000 });

/** How a worker comes to be unable to do anything, and back. */
export interface Silencing {
  /** In ms, until others have its shards: what is promised. */
  readonly within: number;
  begin(member: Member, fleet: Fleet): unknown;
  end(member: Member, fleet: Fleet): unknown;
}

/** Stopped by a signal: its connections live on, and PostgreSQL's kernel hears nothing of it. */
export const stopping: Silencing = {
  within: 20_000,
  begin: ({ program }) => program?.kill("SIGSTOP"),
  end: ({ program }) => program?.kill("SIGCONT"),
};

const cuttingOff: Silencing = {
  within: 20_000,
  begin: ({ link }) => link.fallSilent(),
  end: ({ link }) => link.recover(),
};

/** Its connections end with it. Others look once a second. */
const killing: Silencing = {
  within: 3000,
  begin: (member, fleet) => fleet.kill(member),
  end: (member, fleet) => fleet.start(member),
};

/** Makes a worker unable to say anything, sees the other one take everything over, and lets it come back. */
export const silence =
  (at: number, how: Silencing, took: number[]): Act =>
  async (storm) => {
    const member = inTurn(storm.fleet.of("worker"), at);
    await untilHeld(storm, "both workers have half of the shards", [shards / 2, shards / 2]);
    await untilCallUnderWay(storm);
    const silentAt = performance.now();
    await how.begin(member, storm.fleet);
    await untilHeld(storm, "the other worker has every shard", [shards]);
    const ms = Math.round(performance.now() - silentAt);
    took.push(ms);
    await how.end(member, storm.fleet);
    await untilHeld(storm, "both workers have half of the shards again", [shards / 2, shards / 2]);
    storm.say(`${member.name} was silent; its shards moved after ${ms} ms, and half of all came back to it`);
  };

async function silenceWorkers({ short, say }: ScenarioOptions, what: string, how: Silencing): Promise<Verdict> {
  const times = short ? 1 : 6;
  const took: number[] = [];
  const acts = Array.from({ length: times }, (_, at) => silence(at, how, took));
  const { figures, violations } = await runStorm({ messages: short ? 300 : 3000, people: short ? 20 : 60, acts }, say);
  const late = took.filter((ms) => ms > how.within).map((ms) => `the shards of a worker moved after ${ms} ms`);
  return {
    figures: `${times} workers ${what}, whose shards moved after ${Math.max(...took)} ms at most: ${figures}`,
    violations: [...violations, ...late],
  };
}

export const zombie: Scenario = {
  name: "zombie",
  about: "workers that are stopped (SIGSTOP) until others have their shards, and then go on as if nothing had been",
  run: (options) => silenceWorkers(options, "stopped and woken", stopping),
};

/** Its network is gone, and nobody tells either end. */
export const cutOff: Scenario = {
  name: "cut-off",
  about: "workers whose way to PostgreSQL falls silent, and comes back after others have their shards",
  run: (options) => silenceWorkers(options, "cut off", cuttingOff),
};

export const takeover: Scenario = {
  name: "takeover",
  about: "workers that are killed, and how soon others have their shards",
  run: (options) => silenceWorkers(options, "killed", killing),
};

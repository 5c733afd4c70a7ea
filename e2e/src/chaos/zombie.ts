import type { Member } from "../harness/fleet.ts";
import { until } from "../harness/until.ts";
import type { Scenario } from "./scenario.ts";
import { type Act, inTurn, runStorm, type Storm } from "./storm.ts";

const shards = 256;
/** What is promised of a worker that is cut off. */
const takenOverWithin = 20_000;

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

export interface Silencing {
  begin(member: Member): void;
  end(member: Member): void;
}

/** Stopped by a signal: its connections live on, and PostgreSQL's kernel hears nothing of it. */
export const stopping: Silencing = {
  begin: ({ program }) => program?.kill("SIGSTOP"),
  end: ({ program }) => program?.kill("SIGCONT"),
};

/** Makes a worker unable to say anything, sees the other one take everything over, and lets it come back. */
export const silence =
  (at: number, late: string[], how: Silencing): Act =>
  async (storm) => {
    const member = inTurn(storm.fleet.of("worker"), at);
    await untilHeld(storm, "both workers have half of the shards", [shards / 2, shards / 2]);
    const silentAt = performance.now();
    how.begin(member);
    await untilHeld(storm, "the other worker has every shard", [shards]);
    const took = Math.round(performance.now() - silentAt);
    if (took > takenOverWithin) late.push(`the shards of ${member.name} moved after ${took} ms`);
    how.end(member);
    await untilHeld(storm, "both workers have half of the shards again", [shards / 2, shards / 2]);
    storm.say(`${member.name} was silent; its shards moved after ${took} ms, and half of all came back to it`);
  };

export const zombie: Scenario = {
  name: "zombie",
  about: "workers that are stopped (SIGSTOP) until others have their shards, and then go on as if nothing had been",
  run: async ({ short, say }) => {
    const times = short ? 1 : 6;
    const late: string[] = [];
    const acts = Array.from({ length: times }, (_, at) => silence(at, late, stopping));
    const messages = short ? 300 : 3000;
    const { figures, violations } = await runStorm({ messages, people: short ? 20 : 60, acts }, say);
    return { figures: `${times} workers stopped and woken: ${figures}`, violations: [...violations, ...late] };
  },
};

/** Its network is gone, and nobody tells either end. */
export const cutOff: Scenario = {
  name: "cut-off",
  about: "workers whose way to PostgreSQL falls silent, and comes back after others have their shards",
  run: async ({ short, say }) => {
    const times = short ? 1 : 6;
    const late: string[] = [];
    const how = { begin: ({ link }: Member) => link.fallSilent(), end: ({ link }: Member) => link.recover() };
    const acts = Array.from({ length: times }, (_, at) => silence(at, late, how));
    const messages = short ? 300 : 3000;
    const { figures, violations } = await runStorm({ messages, people: short ? 20 : 60, acts }, say);
    return { figures: `${times} workers cut off: ${figures}`, violations: [...violations, ...late] };
  },
};

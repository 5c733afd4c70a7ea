import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { until } from "../harness/until.ts";
import type { Scenario } from "./scenario.ts";
import { type Act, runStorm, type Storm } from "./storm.ts";

const preload = fileURLToPath(new URL("../harness/shifted-clock.ts", import.meta.url));
const hourMs = 3_600_000;

/** From now on PostgreSQL's `now()` is what a table says it is beside the truth. Sessions learn of it when they begin. */
async function bendDatabaseClock({ fleet }: Storm): Promise<void> {
  await fleet.database.query(`
    CREATE TABLE public.clock_shift AS SELECT interval '0' AS shift;
    GRANT SELECT ON public.clock_shift TO PUBLIC;
    CREATE FUNCTION public.now() RETURNS timestamptz LANGUAGE sql STABLE
      AS 'SELECT pg_catalog.now() + (SELECT shift FROM public.clock_shift)';
    DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = public, pg_catalog', current_database()); END $$`);
}

/** What the processes of Node and PostgreSQL take for the time, in ms beside the truth. */
interface Shift {
  node?: number;
  database?: number;
}

/** What Facebook certainly did not do, so that it is tried again. */
const unavailable = { status: 500, body: { error: { message: "Service temporarily unavailable", code: 2 } } };

const jump =
  (file: string, { node = 0, database = 0 }: Shift, faults: number): Act =>
  async ({ fleet, graph, say }) => {
    // Some wait for their next try while the clock jumps. Not in a row, or the connection would be left alone.
    graph.faults.push(...Array.from({ length: faults }, () => [unavailable, null, null]).flat());
    await until("the faults are met", () => graph.faults.length === 0, { within: 60_000 });
    await writeFile(file, String(node));
    await fleet.database.query(`UPDATE public.clock_shift SET shift = $1::float8 * interval '1 millisecond'`, [
      database,
    ]);
    say(`the clock of Node is ${node / 1000} s off, that of PostgreSQL ${database / 1000} s`);
  };

export const clock: Scenario = {
  name: "clock",
  about:
    "clocks that jump, of the processes and of PostgreSQL, together and apart, while messages and retries are on their way",
  run: async ({ short, say }) => {
    const folder = await mkdtemp(join(tmpdir(), "velodrome-e2e-clock-"));
    const file = join(folder, "shift");
    await writeFile(file, "0");
    const restartBent: Act = async (storm) => {
      await bendDatabaseClock(storm);
      for (const member of storm.fleet.members) {
        await storm.fleet.stop(member);
        await storm.fleet.start(member, { NODE_OPTIONS: `--import=${preload}`, SHIFTED_CLOCK: file });
      }
    };
    const faults = short ? 2 : 10;
    const jumps: Act[] = [
      jump(file, { node: hourMs }, faults),
      jump(file, { node: -hourMs }, faults),
      jump(file, { node: 0, database: 90_000 }, faults),
      jump(file, { node: 0, database: 60_000 }, faults),
      // Whoever waits may wait for 24 hours.
      jump(file, { node: 20 * hourMs, database: 20 * hourMs }, faults),
      // Back by a day: whoever waits by then would wait for a day.
      jump(file, { node: 0, database: 0 }, 0),
    ];
    const acts = [restartBent, ...(short ? jumps.slice(0, 4) : [...jumps, ...jumps])];
    const messages = short ? 300 : 5000;
    try {
      const plan = { messages, people: short ? 20 : 100, acts, settlesWithin: 300_000 };
      const { figures, violations } = await runStorm(plan, say);
      return { figures: `${acts.length - 1} jumps of clocks: ${figures}`, violations };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

import type { Scenario } from "./scenario.ts";
import { type Act, inTurn, runStorm } from "./storm.ts";

/** One process loses all of its connections at once, as when something between resets them. */
const resetOne =
  (at: number): Act =>
  async ({ fleet, say }) => {
    const member = inTurn(fleet.members, at);
    say(`${member.link.reset()} connections of ${member.name} were reset`);
  };

/** PostgreSQL ends every session, as at a failover. */
export const endSessions: Act = async ({ fleet, say }) => {
  const [ended] = await fleet.database.query<{ count: number }>(
    `SELECT count(pg_terminate_backend(pid))::int AS count FROM pg_stat_activity
     WHERE application_name LIKE 'velodrome %'`,
  );
  say(`PostgreSQL ended ${ended?.count} sessions`);
};

export const resets: Scenario = {
  name: "resets",
  about: "connections to PostgreSQL that are reset, of one process after the other and of all at once",
  run: async ({ short, say }) => {
    const rounds = short ? 1 : 10;
    const round = (at: number): Act[] => [...[0, 1, 2, 3].map((each) => resetOne(at + each)), endSessions];
    const acts = Array.from({ length: rounds }, (_, at) => round(at)).flat();
    const messages = short ? 300 : 5000;
    const { figures, violations } = await runStorm({ messages, people: short ? 20 : 100, acts }, say);
    return {
      figures: `connections of ${rounds * 4} processes and ${rounds} times of all reset: ${figures}`,
      violations,
    };
  },
};

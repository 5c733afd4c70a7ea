import type { Scenario } from "./scenario.ts";
import { type Act, inTurn, killAndStart, runStorm } from "./storm.ts";

export const killDatabase: Act = async ({ fleet, graph, say }) => {
  await fleet.database.kill();
  await fleet.restartDatabase();
  say(`kill -9 of PostgreSQL, ${graph.replies.length} replies so far`);
};

export const killOne =
  (role: "web" | "worker", at: number): Act =>
  (storm) =>
    killAndStart(storm, inTurn(storm.fleet.of(role), at));

/** Workers and web processes by turns, then PostgreSQL below all of them. */
const round = (pairs: number): Act[] => [
  ...Array.from({ length: pairs }, (_, at) => [killOne("worker", at), killOne("web", at)]).flat(),
  killDatabase,
];

export const kills: Scenario = {
  name: "kills",
  about: "kill -9 of two web and two worker processes by turns, and of PostgreSQL, while messages are posted",
  run: async ({ short, say }) => {
    const [rounds, pairs, messages] = short ? [1, 2, 300] : [10, 5, 11_000];
    const acts = Array.from({ length: rounds }, () => round(pairs)).flat();
    const { figures, violations } = await runStorm({ messages, people: short ? 20 : 100, acts }, say);
    return { figures: `${rounds * pairs * 2} kills of processes, ${rounds} of PostgreSQL: ${figures}`, violations };
  },
};

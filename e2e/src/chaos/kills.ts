import type { Scenario } from "./scenario.ts";
import { type Act, inTurn, killAndStart, runStorm, type StormVerdict, untilCallUnderWay } from "./storm.ts";

export const killDatabase: Act = async (storm) => {
  const { fleet, graph, say } = storm;
  await untilCallUnderWay(storm);
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

/** Where no kill meets a call, nothing is shown of repeats. */
const nothingMet = ({ repeated }: StormVerdict): string[] => (repeated > 0 ? [] : ["no call was cut off by a kill"]);

export const kills: Scenario = {
  name: "kills",
  about: "kill -9 of two web and two worker processes by turns, and of PostgreSQL, while messages are posted",
  run: async ({ short, say }) => {
    const [rounds, pairs, messages] = short ? [1, 2, 300] : [10, 5, 11_000];
    const acts = Array.from({ length: rounds }, () => round(pairs)).flat();
    // Nobody tells of what was sent, so that each call that is cut off is waited for, and its person with it, for 30 s.
    const weather = { graphDelay: 50, unrepliedAtMost: 3000, settlesWithin: 180_000 };
    const storm = await runStorm({ messages, people: short ? 60 : 400, acts, ...weather }, say);
    return {
      figures: `${rounds * pairs * 2} kills of processes, ${rounds} of PostgreSQL: ${storm.figures}`,
      violations: [...storm.violations, ...nothingMet(storm)],
    };
  },
};

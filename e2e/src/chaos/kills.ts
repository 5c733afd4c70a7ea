import type { Role } from "../harness/fleet.ts";
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
  (role: Role, at: number): Act =>
  (storm) =>
    killAndStart(storm, inTurn(storm.fleet.of(role), at));

/** Processes by turns, then PostgreSQL below all of them. */
const round = (roles: readonly Role[], pairs: number): Act[] => [
  ...Array.from({ length: pairs }, (_, at) => roles.map((role) => killOne(role, at))).flat(),
  killDatabase,
];

/** Where no kill meets a call, nothing is shown of repeats. */
const nothingMet = ({ repeated }: StormVerdict): string[] => (repeated > 0 ? [] : ["no call was cut off by a kill"]);

interface Killing {
  readonly name: string;
  readonly about: string;
  /** Two processes of each. */
  readonly roles: readonly Role[];
  /** Kills of each role before PostgreSQL's, which ends a round. */
  readonly full: { readonly rounds: number; readonly kills: number; readonly messages: number };
}

const killingOf = ({ name, about, roles, full }: Killing): Scenario => ({
  name,
  about,
  run: async ({ short, say }) => {
    const { rounds, kills, messages } = short ? { rounds: 1, kills: 2, messages: 300 } : full;
    const acts = Array.from({ length: rounds }, () => round(roles, kills)).flat();
    // Nobody tells of what was sent, so that each call that is cut off is waited for, and its person with it, for 30 s.
    const weather = { graphDelay: 50, unrepliedAtMost: 3000, settlesWithin: 180_000 };
    const processes = Object.fromEntries(roles.map((role) => [role, 2]));
    const storm = await runStorm({ messages, people: short ? 60 : 400, acts, processes, ...weather }, say);
    return {
      figures: `${rounds * kills * roles.length} kills of processes, ${rounds} of PostgreSQL: ${storm.figures}`,
      violations: [...storm.violations, ...nothingMet(storm)],
    };
  },
});

export const kills = killingOf({
  name: "kills",
  about: "kill -9 of two web and two worker processes by turns, and of PostgreSQL, while messages are posted",
  roles: ["worker", "web"],
  full: { rounds: 10, kills: 5, messages: 11_000 },
});

/** Where one process takes messages and runs them, runs begin together with their events. */
export const twins = killingOf({
  name: "twins",
  about: "kill -9 of two processes by turns that each do everything, and of PostgreSQL, while messages are posted",
  roles: ["all"],
  full: { rounds: 4, kills: 6, messages: 4000 },
});

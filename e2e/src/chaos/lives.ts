import { runChaos } from "../harness/chaos.ts";
import type { Scenario } from "./scenario.ts";

/** Everything in one process, with the embedded PostgreSQL; `echoes`: Facebook tells of the messages it took. */
const livesOf = (name: string, echoes: boolean): Scenario => ({
  name,
  about: `kill -9 of an installation that is one process, two thirds of the times with its embedded PostgreSQL, with${echoes ? "" : "out"} echoes`,
  run: async ({ short, say }) => {
    const plan = short ? { messages: 300, people: 25, kills: 3 } : { messages: 10_000, people: 100, kills: 20 };
    const { violations, ...result } = await runChaos({ ...plan, echoes, say });
    const { kills, events, replied, unanswered, repeated, repeatedAtMost, resent, slowestStart } = result;
    const figures = `${kills} kills: ${events} events, ${replied} different replies; ${unanswered} calls whose answer found nobody, ${repeated} calls repeated (at most ${repeatedAtMost} for one kill), ${resent} POSTs made again; ready at the latest after ${slowestStart} ms`;
    return { figures, violations };
  },
});

export const lives = livesOf("lives", false);
export const echoed = livesOf("echoed", true);

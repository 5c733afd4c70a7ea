import { expect, test } from "vitest";
import { killDatabase, killOne } from "./chaos/kills.ts";
import { endSessions } from "./chaos/resets.ts";
import { restartAll } from "./chaos/rolling.ts";
import { type Act, runStorm } from "./chaos/storm.ts";
import { silence, stopping } from "./chaos/zombie.ts";

const say = (line: string): void => console.log(line);
const minutes = 60_000;
/** How fast shards move is `npm run chaos`'s to judge, on a machine that does nothing else. */
const howeverLate: number[] = [];

test("two web and two worker processes on one PostgreSQL are replaced, killed, stopped and cut off, and lose, double and reorder nothing", {
  timeout: 10 * minutes,
}, async () => {
  const acts: Act[] = [
    restartAll,
    killOne("worker", 0),
    killOne("web", 0),
    endSessions,
    killDatabase,
    silence(0, stopping, howeverLate),
  ];
  const { violations } = await runStorm({ messages: 280, people: 20, acts, settlesWithin: 2 * minutes }, say);
  expect(violations).toEqual([]);
});

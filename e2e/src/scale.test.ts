import { expect, test } from "vitest";
import { killDatabase, killOne } from "./chaos/kills.ts";
import { endSessions } from "./chaos/resets.ts";
import { restartAll } from "./chaos/rolling.ts";
import { runStorm } from "./chaos/storm.ts";
import { silence, stopping } from "./chaos/zombie.ts";

const say = (line: string): void => console.log(line);
const minutes = 60_000;

test(
  "two web and two worker processes on one PostgreSQL are replaced, killed, stopped and cut off, and lose and double nothing",
  async () => {
    const acts = [
      restartAll,
      killOne("worker", 0),
      killOne("web", 0),
      endSessions,
      killDatabase,
      silence(0, [], stopping),
    ];
    const { figures, violations } = await runStorm({ messages: 280, people: 20, acts }, say);
    say(figures);
    expect(violations).toEqual([]);
  },
  6 * minutes,
);

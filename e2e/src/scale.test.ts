import { expect, test } from "vitest";
import { killDatabase, killOne } from "./chaos/kills.ts";
import { order } from "./chaos/order.ts";
import { endSessions } from "./chaos/resets.ts";
import { restartAll } from "./chaos/rolling.ts";
import { runStorm } from "./chaos/storm.ts";
import { silence, stopping } from "./chaos/zombie.ts";
import { startFleet } from "./harness/fleet.ts";

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

test(
  "messages that come twice, together and again, are replied to once, in the order in which they were acknowledged",
  async () => {
    const { figures, violations } = await order.run({ short: true, say });
    say(figures);
    expect(violations).toEqual([]);
  },
  4 * minutes,
);

test(
  "a process that finds a database changed by a newer release ends with what to do, now and while it runs",
  async () => {
    const fleet = await startFleet({ web: 1, workers: 1 });
    try {
      const [worker] = fleet.of("worker");
      if (!worker?.program) throw new Error("No worker runs.");
      await fleet.database.query(
        "INSERT INTO migration (name, checksum, breaking) VALUES ('99991231-2359-newer', 'x', true)",
      );
      const words =
        "velodrome: The database has the migration 99991231-2359-newer, which this version does not know and cannot work with: a newer Velodrome ran here, so start that one.";
      const again = fleet.launch(worker, { PORT: new URL(worker.url).port });
      const refused = await again.ended;
      expect({ code: refused.code, stderr: refused.stderr.trimEnd() }).toEqual({ code: 1, stderr: words });
      // One that runs notices as soon as it has to open its session anew.
      worker.link.reset();
      const ended = await worker.program.ended;
      expect({ code: ended.code, last: ended.stderr.trimEnd().split("\n").at(-1) }).toEqual({ code: 1, last: words });
    } finally {
      await fleet.remove();
    }
  },
  4 * minutes,
);

import { describe, expect, test } from "vitest";
import { createLog } from "../base/log.ts";
import { Shutdown } from "./shutdown.ts";

describe("shutdown", () => {
  test("stops what was started last first, and goes on when one fails or hangs", async () => {
    const lines: string[] = [];
    const stopped: string[] = [];
    const shutdown = new Shutdown(createLog({ level: "error", pretty: false, write: (line) => lines.push(line) }));
    shutdown.add("database", 1_000, async () => void stopped.push("database"));
    shutdown.add("worker", 1_000, () => Promise.reject(new Error("stuck")));
    shutdown.add("web", 10, () => new Promise(() => {}));
    shutdown.add("sandbox", 1_000, async () => void stopped.push("sandbox"));
    await shutdown.run();
    expect(stopped).toEqual(["sandbox", "database"]);
    expect(lines.map((line) => JSON.parse(line).msg)).toEqual([
      "web did not stop cleanly",
      "worker did not stop cleanly",
    ]);
    await shutdown.run();
    expect(stopped).toHaveLength(2);
  });
});

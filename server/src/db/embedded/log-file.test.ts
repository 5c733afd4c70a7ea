import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { LogFile } from "./log-file.ts";

describe("PostgreSQL's log file", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "velodrome-log-"));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  test("never takes much more than twice its limit", () => {
    const file = new LogFile(join(folder, "postgres.log"), 100);
    for (let line = 0; line < 100; line++) {
      file.write(`line ${line} of the log\n`);
    }
    file.close();
    expect(readdirSync(folder)).toEqual(["postgres.log", "postgres.log.1"]);
    expect(readFileSync(join(folder, "postgres.log"), "utf8")).toMatch(/line 99 of the log\n$/);
    expect(readFileSync(join(folder, "postgres.log.1"), "utf8").length).toBeLessThan(130);
  });

  test("goes on in the file of the last start", () => {
    for (const word of ["one\n", "two\n"]) {
      const file = new LogFile(join(folder, "postgres.log"));
      file.write(word);
      file.close();
    }
    expect(readFileSync(join(folder, "postgres.log"), "utf8")).toBe("one\ntwo\n");
  });

  test("gives the last complaint without its time and process", () => {
    const file = new LogFile(join(folder, "postgres.log"));
    expect(file.lastComplaint()).toBe("");
    file.write(
      "2026-11-22 22:28:31.853 UTC [65] FATAL:  could not map: no memory\n2026-11-22 22:28:31.9 UTC [6] LOG:  database system is shut down\n",
    );
    expect(file.lastComplaint()).toBe("could not map: no memory");
    file.close();
  });
});

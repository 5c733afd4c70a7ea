import { describe, expect, test } from "vitest";
import { createLog } from "./log.ts";

function logTo(lines: string[], pretty = false) {
  return createLog({ level: "info", pretty, write: (line) => lines.push(line) });
}

describe("log", () => {
  test("removes fields whose name says secret, at any depth, and keeps the rest", () => {
    const lines: string[] = [];
    logTo(lines).info(
      { setup: { clientSecret: "s3cret", page: "17" }, headers: [{ Authorization: "Bearer x" }] },
      "set up",
    );
    const line = JSON.parse(lines[0] ?? "");
    expect(line).toMatchObject({
      level: "info",
      msg: "set up",
      setup: { clientSecret: "[redacted]", page: "17" },
      headers: [{ Authorization: "[redacted]" }],
    });
  });

  test("keeps counts whose name contains a secret's word", () => {
    const lines: string[] = [];
    logTo(lines).info({ tokensChecked: 3 });
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ tokensChecked: 3 });
  });

  test.each([
    [
      "GET https://graph.test/me?access_token=EAAB&fields=id",
      "GET https://graph.test/me?access_token=[redacted]&fields=id",
    ],
    ["connect postgres://velodrome:hunter2@db/velodrome", "connect postgres://velodrome:[redacted]@db/velodrome"],
    ["listening on http://localhost:3000 for a@b.c", "listening on http://localhost:3000 for a@b.c"],
  ])("cleans the text %j", (text, clean) => {
    const lines: string[] = [];
    logTo(lines).info(text);
    expect(JSON.parse(lines[0] ?? "").msg).toBe(clean);
  });

  test("cleans an error's message and its stack", () => {
    const lines: string[] = [];
    logTo(lines).error({ err: new Error("refused by postgres://u:pw@h/d") }, "no database");
    expect(lines[0]).not.toContain(":pw@");
    expect(lines[0]).toContain("refused by postgres://u:[redacted]@h/d");
  });

  test("says one readable line to a terminal, with the error below it", () => {
    const lines: string[] = [];
    logTo(lines, true).warn({ port: 3000, err: new Error("taken") }, "could not listen");
    expect(lines[0]).toContain("could not listen");
    expect(lines[0]).toContain('{"port":3000}');
    expect(lines[0]).toContain("Error: taken");
  });
});

import { expect, test } from "vitest";
import { describeFailures } from "./failures.ts";
import type { VitestReport } from "./tally.ts";

const passed = { status: "passed", fullName: "goes well", failureMessages: [] };

const run = (testResults: VitestReport["testResults"], exitCode = 1) => ({
  project: "db",
  report: { testResults },
  exitCode,
  output: "first line\n\u001b[31mlast line\u001b[39m\n",
});

test("a failed test is named with its file, its groups and what it said, without colours", () => {
  const said = "\u001b[31mAssertionError: expected 1 to be 2\u001b[39m\n    at /repository/a.test.ts:3:1";
  const file = {
    name: "/repository/server/a.test.ts",
    status: "failed",
    message: "",
    assertionResults: [passed, { status: "failed", fullName: "a group counts", failureMessages: [said] }],
  };
  expect(describeFailures(run([file]), "/repository")).toEqual([
    "✗ server/a.test.ts > a group counts\n    AssertionError: expected 1 to be 2\n        at /repository/a.test.ts:3:1",
  ]);
});

test("of a long message the beginning is shown, and how much is left", () => {
  const said = Array.from({ length: 30 }, (_, line) => `line ${line + 1}`).join("\n");
  const failed = { status: "failed", fullName: "says much", failureMessages: [said] };
  const file = { name: "/repository/a.test.ts", status: "failed", message: "", assertionResults: [failed] };
  const lines = describeFailures(run([file]), "/repository")
    .join("\n")
    .split("\n");
  expect(lines.slice(-2)).toEqual(["    line 12", "    … and 18 more lines"]);
});

test("a file that failed without a failed test says why", () => {
  const file = { name: "/repository/a.test.ts", status: "failed", message: "Cannot find b.ts", assertionResults: [] };
  expect(describeFailures(run([file]), "/repository")).toEqual(["✗ a.test.ts\n    Cannot find b.ts"]);
});

test("a file that says nothing of why it failed, as where a group's preparation threw, shows the end of the output", () => {
  const file = { name: "/repository/a.test.ts", status: "failed", message: "", assertionResults: [] };
  const shown = ["✗ a.test.ts", "✗ db ended with exit code 1, and said at its end\n    first line\n    last line"];
  expect(describeFailures(run([file]), "/repository")).toEqual(shown);
});

test("a run that ended badly although every test passed shows the end of its output", () => {
  const file = { name: "/repository/a.test.ts", status: "passed", message: "", assertionResults: [passed] };
  const shown = "✗ db ended with exit code 1, and said at its end\n    first line\n    last line";
  expect(describeFailures(run([file]), "/repository")).toEqual([shown]);
  expect(describeFailures({ ...run([]), report: null, exitCode: null }, "/repository")[0]).toContain("exit code null");
  expect(describeFailures(run([file], 0), "/repository")).toEqual([]);
});

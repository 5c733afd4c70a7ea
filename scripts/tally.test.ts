import { expect, test } from "vitest";
import { addTally, emptyTally, isSuccess, lastLine, tallyVitest } from "./tally.ts";

const file = (status: string, ...tests: string[]) => ({
  name: "a.test.ts",
  status,
  message: "",
  assertionResults: tests.map((test) => ({ status: test, fullName: "a test", failureMessages: [] })),
});

test("tests are counted by what became of them", () => {
  const report = { testResults: [file("failed", "passed", "failed", "skipped"), file("passed", "passed", "todo")] };
  expect(tallyVitest(report, 1)).toEqual({ passed: 2, failed: 1, skipped: 2 });
});

test("a file that does not load is a failure", () => {
  expect(tallyVitest({ testResults: [file("failed"), file("passed", "passed")] }, 1)).toEqual({
    passed: 1,
    failed: 1,
    skipped: 0,
  });
});

test("a run that ends badly although every test passed is a failure", () => {
  const report = { testResults: [file("passed", "passed")] };
  expect(tallyVitest(report, 1).failed).toBe(1);
  expect(tallyVitest(report, null).failed).toBe(1);
  expect(tallyVitest(report, 0).failed).toBe(0);
});

test("a run that leaves no report is a failure even when it says it went well", () => {
  expect(tallyVitest(null, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test("skipped tests are named only when there are some", () => {
  expect(lastLine({ passed: 3, failed: 0, skipped: 0 })).toBe("3 passed, 0 failed");
  expect(lastLine({ passed: 3, failed: 1, skipped: 2 })).toBe("3 passed, 1 failed, 2 skipped");
});

test("nothing run is no success, and neither is a failure among passes", () => {
  expect(isSuccess(emptyTally)).toBe(false);
  expect(isSuccess({ passed: 9, failed: 1, skipped: 0 })).toBe(false);
  expect(isSuccess(addTally(emptyTally, { passed: 9, failed: 0, skipped: 0 }))).toBe(true);
});

/** How many checks and tests did what. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const emptyTally: Tally = { passed: 0, failed: 0, skipped: 0 };

export function addTally(a: Tally, b: Tally): Tally {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/** What Vitest's JSON report says of one test. */
interface ReportedTest {
  readonly status: string;
  /** With the names of the groups it stands in. */
  readonly fullName: string;
  readonly failureMessages: readonly string[];
}

/** What Vitest's JSON report says of one test file. */
interface ReportedFile {
  /** Its whole path. */
  readonly name: string;
  readonly status: string;
  /** Why the file itself failed; empty where it did not. */
  readonly message: string;
  readonly assertionResults: readonly ReportedTest[];
}

/** Vitest's JSON report: only what is counted or shown. */
export interface VitestReport {
  readonly testResults: readonly ReportedFile[];
}

/**
 * Counts a Vitest run. A file that fails without a failed test (it did not load, or a hook threw) is one failure, and
 * so is a run that ends badly while every test says it passed: an unhandled error, a crash, no test file, no report.
 */
export function tallyVitest(report: VitestReport | null, exitCode: number | null): Tally {
  let tally = emptyTally;
  for (const file of report?.testResults ?? []) {
    const statuses = file.assertionResults.map((test) => test.status);
    const failed = statuses.filter((status) => status === "failed").length;
    const passed = statuses.filter((status) => status === "passed").length;
    tally = addTally(tally, {
      passed,
      failed: failed === 0 && file.status === "failed" ? 1 : failed,
      skipped: statuses.length - passed - failed,
    });
  }
  const endedBadly = exitCode !== 0 || report === null;
  return endedBadly && tally.failed === 0 ? addTally(tally, { ...emptyTally, failed: 1 }) : tally;
}

export function lastLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

/** Nothing run is no success. */
export function isSuccess({ passed, failed }: Tally): boolean {
  return failed === 0 && passed > 0;
}

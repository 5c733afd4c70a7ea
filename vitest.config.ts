import { defineConfig } from "vitest/config";

/** What is waited for comes at once on an idle machine; on a busy one the default of a second is too short. */
const poll = { timeout: 20_000 };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["**/*.test.{ts,tsx}"],
          exclude: ["**/*.db.test.ts", "e2e/**", "**/node_modules/**", "**/dist/**"],
          // Some start the real tools as children; on a busy machine that takes longer than the default.
          testTimeout: 30_000,
          expect: { poll },
        },
      },
      {
        test: {
          name: "db",
          include: ["**/*.db.test.ts"],
          exclude: ["**/node_modules/**"],
          globalSetup: ["server/src/db/testing/global-setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: { poll },
        },
      },
      {
        test: {
          name: "e2e",
          include: ["e2e/src/**/*.test.ts"],
          fileParallelism: false,
          // Pages are walked through, and processes started again: each wait on the way has an end of its own.
          testTimeout: 300_000,
          hookTimeout: 300_000,
          expect: { poll: { timeout: 60_000 } },
        },
      },
    ],
  },
});

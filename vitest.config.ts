import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** What is waited for comes at once on an idle machine; on a busy one the default of a second is too short. */
const poll = { timeout: 20_000 };

/** Vitest would leave one processor idle, which on a small machine is half of it. */
const maxWorkers = availableParallelism();

/** The real thing, driven from outside: each wait on the way has an end of its own. */
const fromOutside = { testTimeout: 300_000, hookTimeout: 300_000, expect: { poll: { timeout: 60_000 } } };

/** Tests that end processes under load: beside others it would be the machine that is shown, not the product. */
const chaos = ["chaos", "scale", "skew"].map((name) => `e2e/src/${name}.test.ts`);

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["**/*.test.{ts,tsx}"],
          exclude: ["**/*.db.test.ts", "e2e/**", "**/node_modules/**", "**/dist/**"],
          maxWorkers,
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
          maxWorkers,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: { poll },
        },
      },
      {
        test: {
          name: "e2e",
          include: ["e2e/src/**/*.test.ts"],
          exclude: chaos,
          // Each file has a browser, a server and a database of its own.
          maxWorkers: Math.min(maxWorkers, 4),
          ...fromOutside,
        },
      },
      { test: { name: "chaos", include: chaos, fileParallelism: false, ...fromOutside } },
    ],
  },
});

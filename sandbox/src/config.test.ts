import { expect, it } from "vitest";
import { readConfig } from "./config.ts";

it("has defaults", () => {
  expect(readConfig({})).toEqual({
    port: 3001,
    host: "127.0.0.1",
    data: "./.velodrome/sandbox",
    seed: null,
    parentPid: null,
  });
});

it.each([
  [{ SANDBOX_PORT: "70000" }, "SANDBOX_PORT: must be a number from 0 to 65535"],
  [{ SANDBOX_PORT: "-1" }, "SANDBOX_PORT: must be a number from 0 to 65535"],
  [{ SANDBOX_SEED: "{" }, "SANDBOX_SEED: must be JSON"],
  [{ SANDBOX_SEED: '{"people":[{"id":"x","name":"X"}]}' }, "SANDBOX_SEED.people.0.id: must be digits"],
  [{ SANDBOX_PARENT_PID: "0" }, "SANDBOX_PARENT_PID: must be the id of a process"],
])("%j is refused in one line", (environment, message) => {
  expect(() => readConfig(environment)).toThrow(message);
  expect(() => readConfig(environment)).not.toThrow("\n");
});

import { describe, expect, test } from "vitest";
import { helpText } from "./help.ts";
import { commandNames, parseCommand } from "./parse-command.ts";

describe("command line", () => {
  test.each([
    [["start"], { name: "start", overrides: {} }],
    [["start", "--role", "web"], { name: "start", overrides: { VELODROME_ROLE: "web" } }],
    [["--role=worker", "start"], { name: "start", overrides: { VELODROME_ROLE: "worker" } }],
    [["keys", "rotate"], { name: "keys rotate", overrides: {} }],
    [["doctor"], { name: "doctor", overrides: {} }],
    [[], { name: "help", overrides: {} }],
    [["start", "-h"], { name: "help", overrides: {} }],
    [["--version"], { name: "version", overrides: {} }],
  ])("reads %j", (args, command) => {
    expect(parseCommand(args)).toEqual(command);
  });

  test.each([
    [["strat"], 'velodrome has no command "strat": see velodrome --help'],
    [["keys"], 'velodrome has no command "keys": see velodrome --help'],
    [["keys", "rotate", "k2"], 'velodrome keys rotate takes no "k2": see velodrome --help'],
    [["migrate", "up"], 'velodrome migrate takes no "up": see velodrome --help'],
    [["doctor", "--role", "web"], "velodrome doctor takes no --role: see velodrome --help"],
    [["start", "--port", "1"], "Unknown option '--port': see velodrome --help"],
    [["start", "--role"], "Option '--role <value>' argument missing: see velodrome --help"],
  ])("refuses %j in one line and with exit code 2", (args, message) => {
    const error = refusalOf(args);
    expect(error).toMatchObject({ message, exitCode: 2 });
  });

  test("is explained in full by the help", () => {
    for (const name of commandNames) {
      expect(helpText).toContain(`velodrome ${name}`);
    }
  });
});

function refusalOf(args: string[]): unknown {
  try {
    parseCommand(args);
  } catch (error) {
    return error;
  }
  throw new Error("it was taken");
}

import { redactText } from "./base/log.ts";
import { StartError } from "./base/start-error.ts";
import { helpText } from "./cli/help.ts";
import { type Command, parseCommand } from "./cli/parse-command.ts";
import { readVersion } from "./cli/version.ts";
import { readProcessConfig } from "./config.ts";

/** Each command is loaded when it is called, so that none waits for another one's imports. Answers the exit code. */
async function run(command: Command): Promise<number> {
  switch (command.name) {
    case "help":
      process.stdout.write(helpText);
      return 0;
    case "version":
      process.stdout.write(`${await readVersion()}\n`);
      return 0;
    case "start": {
      const config = readProcessConfig(command.overrides);
      // The application is read while PostgreSQL starts.
      const loading = import("./app.ts");
      loading.catch(() => {}); // told where it is awaited; until then a failure must not end the process
      const { start } = await import("./cli/start.ts");
      return start(config, async (deps) => (await loading).createApp(deps));
    }
    case "migrate":
      return (await import("./cli/migrate.ts")).migrateDatabase(readProcessConfig());
    case "doctor":
      return (await import("./cli/doctor.ts")).doctor(readProcessConfig());
    case "keys rotate":
      return (await import("./cli/keys.ts")).rotateEncryptionKeys(readProcessConfig());
    case "sandbox":
      return (await import("./cli/sandbox.ts")).runSandboxAlone(readProcessConfig());
  }
}

/** What a person can act on is one line; anything else is a fault of ours and shows where. */
function explain(error: unknown): string {
  if (error instanceof StartError) {
    return `velodrome: ${error.message}`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

try {
  process.exit(await run(parseCommand(process.argv.slice(2))));
} catch (error) {
  process.stderr.write(`${redactText(explain(error))}\n`);
  process.exit(error instanceof StartError ? error.exitCode : 1);
}

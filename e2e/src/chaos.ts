import { parseArgs } from "node:util";
import { scenarios } from "./chaos/scenarios.ts";

const { values } = parseArgs({
  options: {
    only: { type: "string", multiple: true, default: [] },
    short: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  },
});
const names = scenarios.map(({ name, about }) => `  ${name.padEnd(10)} ${about}`).join("\n");
const usage = `npm run chaos -- [--only NAME]... [--short]\n\n${names}`;

const unknown = values.only.find((name) => !scenarios.some((scenario) => scenario.name === name));
if (values.help) console.log(usage);
if (unknown !== undefined) {
  console.error(`There is no scenario "${unknown}".\n\n${usage}`);
  process.exit(1);
}

const chosen = scenarios.filter(({ name }) => !values.help && (values.only.length === 0 || values.only.includes(name)));
const verdicts: string[] = [];
for (const { name, about, run } of chosen) {
  const startedAt = performance.now();
  const seconds = (): string => ((performance.now() - startedAt) / 1000).toFixed(0);
  console.log(`\n${name}: ${about}`);
  const say = (line: string): void => console.log(`${seconds().padStart(5)} s  ${line}`);
  const { figures, violations } = await run({ short: values.short, say }).catch((error: unknown) => ({
    figures: "did not come to its end",
    violations: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
  }));
  for (const violation of violations) console.error(`violation: ${violation}`);
  if (violations.length > 0) process.exitCode = 1;
  verdicts.push(`${violations.length === 0 ? "ok " : "BAD"} ${name.padEnd(10)} ${seconds().padStart(5)} s  ${figures}`);
  console.log(verdicts.at(-1));
}
console.log(`\n${verdicts.join("\n")}`);

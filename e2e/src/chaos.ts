import { runChaos } from "./harness/chaos.ts";

const startedAt = performance.now();
const say = (line: string): void =>
  console.log(`${((performance.now() - startedAt) / 1000).toFixed(0).padStart(4)} s  ${line}`);

const { violations, ...result } = await runChaos({ messages: 10_000, people: 100, kills: 20, say });
console.log(`
${result.kills} kills -9 over ${result.messages} messages in ${result.seconds} s
${result.events} events kept, ${result.replied} different replies, ${result.repeated} repeated (at most ${result.repeatedAtMost} for one kill)
${result.resent} POSTs made again; ready at the latest ${result.slowestStart} ms after a start`);
for (const violation of violations) console.error(`violation: ${violation}`);
process.exitCode = violations.length === 0 ? 0 : 1;

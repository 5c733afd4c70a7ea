import { randomBytes } from "node:crypto";
import { type Child, startListener } from "./child.ts";
import { freePort } from "./free-port.ts";
import { benchEndurance } from "./endurance.ts";
import { benchGrowth } from "./growth.ts";
import { startNodeRed } from "./node-red.ts";
import { type Options, readOptions, usage } from "./options.ts";
import { bars, table } from "./report.ts";
import { writeResults } from "./result-file.ts";
import { type Round, runRound } from "./round.ts";
import { summarise } from "./summary.ts";
import { createInstallation } from "./velodrome.ts";

const pageId = "1906385232743851";

async function bench(options: Options): Promise<void> {
  const appSecret = randomBytes(16).toString("hex");
  const closing: (() => Promise<void>)[] = [];
  const keep = ({ child, url }: { child: Child; url: string }): { child: Child; url: string } => {
    closing.unshift(() => child.stop());
    return { child, url };
  };
  try {
    const graphScript = new URL("fake-graph.ts", import.meta.url);
    const { url: graphUrl } = keep(await startListener("fake Graph API", graphScript, { BENCH_PAGE_ID: pageId }));
    const bareEnv = { BENCH_GRAPH_URL: graphUrl, BENCH_APP_SECRET: appSecret };
    const bare = keep(await startListener("bare", new URL("bare.ts", import.meta.url), bareEnv));
    const installation = await createInstallation();
    closing.push(() => installation.remove());
    const nodeRed = options.peers ? await startNodeRed(graphUrl, await freePort()) : null;
    if (nodeRed !== null) closing.unshift(() => nodeRed.stop());
    const rounds: Round[] = [];
    for (let number = 1; number <= options.rounds; number++) {
      console.log(`round ${number} of ${options.rounds}`);
      rounds.push(await runRound({ options, graphUrl, pageId, appSecret, bare, installation, nodeRed }));
    }
    const summary = summarise(rounds);
    console.log(`\n${table(summary)}\n`);
    console.log(`A backlog is emptied at ${Math.round(summary.backlogPerSecond)} cycles/s.\n`);
    console.log(`${bars(summary)}\n`);
    if (options.quick) return;
    console.log(`Written to ${await writeResults(options, rounds, summary, nodeRed?.version ?? null)}`);
  } finally {
    for (const close of closing) await close();
  }
}

// Ending by a signal skips what ends the children; leaving does not.
for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)
  process.once(signal, () => process.exit(code));

const options = readOptions(process.argv.slice(2));
if (options === "help") {
  console.log(usage);
} else if (options.growth !== null) {
  await benchGrowth(options, options.growth);
} else if (options.endurance !== null) {
  await benchEndurance(options, options.endurance);
} else {
  const { messages, connections, rounds } = options;
  console.log(`${rounds} rounds of ${messages} messages over ${connections} connections, everything on this machine\n`);
  await bench(options);
}

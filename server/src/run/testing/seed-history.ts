import { withClient } from "../../db/database-store.ts";
import { inspectEmbeddedPostgres } from "../../db/embedded/inspect.ts";
import { seedCycles, seedRuns, settleTables } from "./history-store.ts";

/** Fills the running installation of a data folder with a past: `seed-history.ts DATA RUNS CYCLES`. */
const [dataDir = "", runs = "0", cycles = "0"] = process.argv.slice(2);
const atOnce = 100_000;

const { running } = await inspectEmbeddedPostgres(dataDir);
if (running === undefined) throw new Error(`No database works on ${dataDir}.`);
await withClient(running.url, async (client) => {
  await seedCycles(client, Number(cycles));
  for (let done = 0; done < Number(runs); done += atOnce) {
    await seedRuns(client, Math.min(atOnce, Number(runs) - done));
    console.log(`${Math.min(done + atOnce, Number(runs))} of ${runs} runs stored`);
  }
  await settleTables(client);
});

import { createLog } from "../../base/log.ts";
import { startEmbeddedPostgres } from "../embedded/start.ts";

/** A PostgreSQL as somebody else's process, which end-to-end tests kill and start again: says its address, and ends by SIGTERM. */
const [dataDir = ""] = process.argv.slice(2);
const log = createLog({ level: "error", pretty: false });
const { url, stop, died } = await startEmbeddedPostgres({ dataDir, log });
for (const signal of ["SIGTERM", "SIGINT"] as const)
  process.once(signal, () => void stop().then(() => process.exit(0)));
console.log(url);
await died;
process.exit(1);

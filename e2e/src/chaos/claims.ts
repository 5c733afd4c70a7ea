import { fileURLToPath } from "node:url";
import { startScript } from "../harness/program.ts";
import type { Scenario } from "./scenario.ts";

const script = fileURLToPath(new URL("../../../server/src/run/testing/measure-claims.ts", import.meta.url));
/** What is promised of one claim, in ms. */
const mostMs = 20;

interface Figures {
  readonly count: number;
  readonly all: { readonly rows: number; readonly p50: number; readonly p99: number; readonly max: number };
  readonly half: Figures["all"];
}

export const claims: Scenario = {
  name: "claims",
  about: "1,000,000 queued runs, of which a worker claims again and again",
  run: async ({ short }) => {
    const { code, stdout, stderr } = await startScript(script, {}, [short ? "20000" : "1000000"]).ended;
    if (code !== 0) throw new Error(`The measurement ended with ${code}:\n${stderr}`);
    // Its figures come first; what follows is its log, of a cluster that is taken away.
    const [line = ""] = stdout.split("\n", 1);
    const { count, all, half } = JSON.parse(line) as Figures;
    const words = ({ rows, p50, p99, max }: Figures["all"]): string =>
      `${rows} rows, median ${p50} ms, p99 ${p99} ms, longest ${max} ms`;
    return {
      figures: `${count} queued runs; a claim for all shards: ${words(all)}; for half of them: ${words(half)}`,
      violations: Object.entries({ all, half }).flatMap(([shards, { p99 }]) =>
        p99 <= mostMs ? [] : [`a claim for ${shards} of the shards took ${p99} ms (p99), and ${mostMs} are promised`],
      ),
    };
  },
};

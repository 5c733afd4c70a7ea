import { randomBytes } from "node:crypto";
import { startListener } from "./child.ts";
import { installGreeting } from "./greeting-cycle.ts";
import { measureWhole } from "./measure.ts";
import { watchMemory } from "./memory.ts";
import type { Options } from "./options.ts";
import { createInstallation } from "./velodrome.ts";

const pageId = "1906385232743851";
const parts = 20;
const mebibyte = 1024 * 1024;
const mostMebibytes = 300;
/** The last quarter may be no more than this above the second; the first is warming up. */
const flatWithin = 1.1;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Resident memory of all roles in one process while so many events pass through: whether it stays flat, and below what is promised. */
export async function benchEndurance(options: Options, events: number): Promise<void> {
  const appSecret = randomBytes(16).toString("hex");
  const graphScript = new URL("fake-graph.ts", import.meta.url);
  const graph = await startListener("fake Graph API", graphScript, { BENCH_PAGE_ID: pageId });
  const installation = await createInstallation();
  try {
    const { url, child, call } = await installation.start("all");
    const path = await installGreeting({ url, child, call }, { graphUrl: graph.url, pageId, appSecret });
    const target = {
      name: "endurance",
      url: url + path,
      pageId,
      appSecret,
      graphUrl: graph.url,
      mustRun: child.mustRun,
    };
    const peaks: number[] = [];
    for (let part = 1; part <= parts; part++) {
      const watch = watchMemory(child.pid);
      const messages = Math.ceil(events / parts);
      const { cyclesPerSecond } = await measureWhole(target, { messages, connections: options.connections });
      const peak = ((await watch.stop()) ?? 0) / mebibyte;
      peaks.push(peak);
      console.log(
        `${String(part * messages).padStart(9)} events  ${Math.round(peak)} MiB at most  ${Math.round(cyclesPerSecond ?? 0)} cycles/s`,
      );
    }
    await child.stop();
    const quarter = parts / 4;
    const growth = mean(peaks.slice(-quarter)) / mean(peaks.slice(quarter, 2 * quarter));
    const peak = Math.max(...peaks);
    console.log(
      `\n${Math.round(peak)} MiB at most (promised: ${mostMebibytes}); the last quarter takes ${growth.toFixed(2)} × the second (flat: at most ${flatWithin})`,
    );
    if (peak > mostMebibytes || growth > flatWithin) process.exitCode = 1;
  } finally {
    await installation.remove();
    await graph.child.stop();
  }
}

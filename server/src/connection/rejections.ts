import { createBatcher } from "../base/batcher.ts";
import type { Log } from "../base/log.ts";
import type { CountReason } from "./setup-count-store.ts";
import { countRejections, type SignatureAlarmDeps, watchSignatures } from "./signature-alarm.ts";

/** Requests that were turned away: those of the same moment are counted in one statement, and an alarm begins at once. */
export interface Rejections {
  count(setupId: string, reason: CountReason): Promise<void>;
}

export function createRejections(deps: SignatureAlarmDeps & { log: Pick<Log, "warn"> }): Rejections {
  const alarm = (setupId: string) =>
    watchSignatures(deps, setupId).catch((error: unknown) =>
      deps.log.warn({ err: error, setup: setupId }, "an alarm about signatures could not be raised; it is tried again"),
    );
  const batcher = createBatcher<{ setupId: string; reason: CountReason }, void>({
    maxItems: 1000,
    concurrency: 1,
    flush: async (group) => {
      for (const setupId of await countRejections(deps, group)) await alarm(setupId);
      return group.map(() => undefined);
    },
  });
  return { count: (setupId, reason) => batcher.add({ setupId, reason }) };
}

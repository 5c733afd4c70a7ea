import { type RunStart, startsRuns, withoutDisabled } from "@velodrome/contract";
import { toWire } from "../base/id.ts";
import type { CycleConnection } from "../cycle/connection-choice.ts";
import { changeCycle, type CycleDeps, type CyclePlace } from "../cycle/cycles.ts";
import { assertReady, goLive, publishIfChanged } from "../cycle/publish.ts";
import { assertInput, beginning, triggerOf } from "./manual.ts";
import { insertManualRun } from "./manual-store.ts";

/**
 * One run of the draft, which becomes a version where it differs from the latest. A cycle that does not run stays so: no event
 * starts it, and what this run waits for does not come. Answers the run's id on the wire.
 */
export async function runOnce(
  deps: CycleDeps,
  place: CyclePlace,
  { input, trigger, actor }: RunStart & { actor: string },
): Promise<string> {
  assertInput(input);
  const id = await changeCycle(deps, place, async (scope, cycle, connections) => {
    await assertReady(deps, scope, cycle, connections);
    const live = await publishIfChanged(scope, cycle, connections, actor);
    if (cycle.status === "running" && live.version !== cycle.version) await goLive(deps, scope, live, connections);
    const begun = triggerOf(withoutDisabled(live.document).steps.filter(startsRuns), trigger);
    const pages = begun.type === "trigger" ? pageOf(begun.connection, connections) : [];
    const { accountId, cycleId, version } = live;
    return insertManualRun(scope, { accountId, cycleId, version, ...beginning(begun, input, pages) });
  });
  deps.touch([place.accountId]);
  return toWire("run", id);
}

function pageOf(connection: string | undefined, connections: readonly CycleConnection[]): string[] {
  const found = connections.find(({ id }) => id === connection)?.externalId ?? null;
  return found === null ? [] : [found];
}

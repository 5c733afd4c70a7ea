import type { RunStart } from "@velodrome/contract";
import { AppError } from "../base/app-error.ts";
import { fromWire } from "../base/id.ts";
import { lockCycle } from "../cycle/cycle-store.ts";
import type { CyclePlace } from "../cycle/cycles.ts";
import type { AccountScope } from "../db/database.ts";
import type { CompiledTrigger } from "../step/compile.ts";
import { isPayloadTooLarge } from "../step/payload-limit.ts";
import { insertManualRun, readTriggerPages } from "./manual-store.ts";
import type { Versions } from "./versions.ts";

/** Starts a run of what runs now, as if a trigger had given the input. Answers its id. */
export async function startByHand(
  scope: AccountScope,
  { versions }: { versions: Versions },
  { accountId, cycle: wire }: CyclePlace,
  { input, trigger }: RunStart,
): Promise<string> {
  if (isPayloadTooLarge(input)) {
    throw new AppError("payload_too_large", {
      message:
        "The input is larger than the 5 MiB that a run keeps of one. Start the run with less, or with a link to it.",
    });
  }
  // Locked, so that no stop is overtaken.
  const id = fromWire("cycle", wire);
  const cycle = id && (await lockCycle(scope, accountId, id));
  if (!cycle) throw new AppError("cycle_not_found", { message: `There is no cycle ${wire} in this account.` });
  const place = { accountId, cycleId: cycle.id };
  if (cycle.status !== "running" || cycle.version === null) {
    throw new AppError("cycle_not_running", { message: "The cycle does not run. Start it, then start a run of it." });
  }
  const { steps } = await versions.get(cycle.id, cycle.version);
  const triggers = [...steps.values()].filter((step): step is CompiledTrigger => step.type === "trigger");
  const begun = trigger === undefined ? triggers[0] : triggers.find(({ id }) => id === trigger);
  if (!begun) {
    const message = `The running version has no trigger "${trigger ?? ""}". It has: ${triggers.map(({ id }) => id).join(", ")}.`;
    throw new AppError("step_not_found", { message });
  }
  const pages = await readTriggerPages(scope, { ...place, step: begun.id });
  const person = idIn(input.sender);
  const recipient = idIn(input.recipient);
  const page = pages.find((each) => each === recipient) ?? pages[0] ?? null;
  return insertManualRun(scope, {
    ...place,
    version: cycle.version,
    trigger: begun.id,
    connector: begun.step.type === "schedule" ? begun.step.type : begun.step.connector,
    page,
    person,
    // As the connector would have it: behind what the same person has written.
    lane: page !== null && person !== null ? `${page}:${person}` : place.cycleId,
    input,
  });
}

function idIn(party: unknown): string | null {
  if (typeof party !== "object" || party === null || !("id" in party)) return null;
  const { id } = party;
  return typeof id === "string" && id !== "" && id.length <= 250 ? id : null;
}

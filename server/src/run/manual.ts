import type { RunStart, StartStep } from "@velodrome/contract";
import { AppError } from "../base/app-error.ts";
import { fromWire } from "../base/id.ts";
import { excerptOf } from "../base/storable-text.ts";
import { lockCycle } from "../cycle/cycle-store.ts";
import type { CyclePlace } from "../cycle/cycles.ts";
import type { AccountScope } from "../db/database.ts";
import { isPayloadTooLarge } from "../step/payload-limit.ts";
import { insertManualRun, type ManualRun, readTriggerPages } from "./manual-store.ts";
import type { Versions } from "./versions.ts";

/** Starts a run of what runs now, as if a trigger had given the input. Answers its id. */
export async function startByHand(
  scope: AccountScope,
  { versions }: { versions: Versions },
  { accountId, cycle: wire }: CyclePlace,
  { input, trigger }: RunStart,
): Promise<string> {
  assertInput(input);
  // Locked, so that no stop is overtaken.
  const id = fromWire("cycle", wire);
  const cycle = id && (await lockCycle(scope, accountId, id));
  if (!cycle) throw new AppError("cycle_not_found", { message: `There is no cycle ${wire} in this account.` });
  const place = { accountId, cycleId: cycle.id };
  if (cycle.status !== "running" || cycle.version === null) {
    throw new AppError("cycle_not_running", { message: "The cycle does not run. Start it, then start a run of it." });
  }
  const { steps } = await versions.get(cycle.id, cycle.version);
  const triggers = [...steps.values()].flatMap(({ type, step }) => (type === "trigger" ? [step] : []));
  const begun = triggerOf(triggers, trigger);
  const pages = await readTriggerPages(scope, { ...place, step: begun.id });
  return insertManualRun(scope, { ...place, version: cycle.version, ...beginning(begun, input, pages) });
}

/** @throws AppError */
export function assertInput(input: RunStart["input"]): void {
  if (!isPayloadTooLarge(input)) return;
  throw new AppError("payload_too_large", {
    message:
      "The input is larger than the 5 MiB that a run keeps of one. Start the run with less, or with a link to it.",
  });
}

/** The trigger that is named, or the first. @throws AppError */
export function triggerOf(triggers: readonly StartStep[], named: string | undefined): StartStep {
  const begun = named === undefined ? triggers[0] : triggers.find(({ id }) => id === named);
  if (begun !== undefined) return begun;
  const has = triggers.map(({ id }) => id).join(", ");
  throw new AppError("step_not_found", { message: `The version has no trigger "${named ?? ""}". It has: ${has}.` });
}

/** What a run is told of its event, which its input stands for. `pages`: those that the trigger takes events of. */
export function beginning(
  begun: StartStep,
  input: RunStart["input"],
  pages: readonly string[],
): Pick<ManualRun, "trigger" | "connector" | "page" | "person" | "excerpt" | "lane" | "input"> {
  const person = idIn(input.sender);
  const recipient = idIn(input.recipient);
  const page = pages.find((each) => each === recipient) ?? pages[0] ?? null;
  return {
    trigger: begun.id,
    connector: begun.type === "schedule" ? begun.type : begun.connector,
    page,
    person,
    excerpt: textIn(input.message) ?? textIn(input.postback),
    // As the connector would have it: behind what the same person has written.
    lane: page !== null && person !== null ? `${page}:${person}` : null,
    input,
  };
}

function idIn(party: unknown): string | null {
  if (typeof party !== "object" || party === null || !("id" in party)) return null;
  const { id } = party;
  return typeof id === "string" && id !== "" && id.length <= 250 ? id : null;
}

/** A message's words, or those of the button that was tapped. */
function textIn(said: unknown): string | null {
  if (typeof said !== "object" || said === null) return null;
  const { text, title } = said as { text?: unknown; title?: unknown };
  const words = text ?? title;
  return typeof words === "string" && words !== "" ? excerptOf(words) : null;
}

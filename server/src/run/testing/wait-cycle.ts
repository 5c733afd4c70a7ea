import {
  type CycleDocument,
  cycleDocument,
  type CycleDocumentInput,
  type Source,
  type WaitForEventStep,
} from "@velodrome/contract";
import { toWire } from "../../base/id.ts";
import { readAccountConnections } from "../../connection/connection-store.ts";
import { toCycleConnection } from "../../cycle/connection-choice.ts";
import { addVersion } from "../../cycle/version-store.ts";
import { writeListeners } from "../../cycle/listeners.ts";
import { readUnfinishedVersions } from "../hold-store.ts";
import type { World } from "./world.ts";

const runs = { versionsOf: readUnfinishedVersions };

/** A step that waits for a message of a connection, for an hour unless told. */
export const waitStep = (connectionId: string, over: Partial<WaitForEventStep> = {}) => ({
  id: "wait",
  type: "wait-for-event" as const,
  connector: "test",
  method: "message",
  connection: toWire("connection", connectionId),
  timeout: { value: 1 },
  ...over,
});

export const say = (id: string, connectionId: string, text: Source) => ({
  id,
  type: "action" as const,
  connector: "test",
  method: "send",
  connection: toWire("connection", connectionId),
  input: { to: { step: "message", path: "sender.id" }, text },
});

/** Message → ask → wait → thank, or give up. `wait` changes the wait. */
export const askDocument = (connectionId: string, wait: Partial<WaitForEventStep> = {}): CycleDocumentInput =>
  ({
    steps: [
      messageTrigger(connectionId),
      say("ask", connectionId, { value: "Who are you?" }),
      waitStep(connectionId, wait),
      say("thank", connectionId, { template: "Hello {{ wait.message.text }}" }),
      say("giveUp", connectionId, { value: "Too late" }),
    ],
    edges: [
      { from: "message", to: "ask" },
      { from: "ask", to: "wait" },
      { from: "wait", to: "thank", port: "event" },
      { from: "wait", to: "giveUp", port: "timeout" },
    ],
  }) as CycleDocumentInput;

export const messageTrigger = (connectionId: string) => ({
  id: "message",
  type: "trigger" as const,
  connector: "test",
  method: "message",
  connection: toWire("connection", connectionId),
});

/** A cycle that runs a document, listening as one does that a person started. */
export async function startCycle(world: World, accountId: string, input: CycleDocumentInput) {
  const id = await world.run(accountId, input, []);
  await listen(world, { accountId, cycleId: id, version: 1, document: cycleDocument.parse(input) });
  return {
    id,
    publish: async (next: CycleDocumentInput, version: number) => {
      const document = cycleDocument.parse(next);
      await world.database.withAccount(accountId, (scope) =>
        addVersion(scope, { accountId, id, version: version - 1 }, { document, note: null, publishedBy: "Ada" }),
      );
      await listen(world, { accountId, cycleId: id, version, document });
    },
  };
}

async function listen(
  world: World,
  live: { accountId: string; cycleId: string; version: number; document: CycleDocument },
): Promise<void> {
  await world.database.withAccount(live.accountId, async (scope) => {
    const connections = (await readAccountConnections(scope, live.accountId)).map(toCycleConnection);
    await writeListeners(scope, runs, live, connections);
  });
}

import { setTimeout as pause } from "node:timers/promises";
import { isUnreachable } from "./api.ts";
import type { FakeGraph, Reply } from "./fake-graph.ts";
import type { Scene } from "./scene.ts";
import { envelope, postWebhook } from "./webhook.ts";

/** Meta waits longer; here a test waits for it. */
const pauseMs = 50;

/** Lets a Graph API tell of every message it took, as Meta does: by an echo that is posted until it is answered 200. */
export function sendEchoes(graph: FakeGraph, scene: Scene, page: string) {
  const underWay = new Set<Promise<void>>();
  let stopped = false;
  const isTaken = async (body: string): Promise<boolean> => {
    try {
      return (await postWebhook(scene, body)).status === 200;
    } catch (cause) {
      if (isUnreachable(cause)) return false;
      throw new Error("An echo could not be posted.", { cause });
    }
  };
  const post = async (reply: Reply, mid: string): Promise<void> => {
    const { text, metadata } = reply;
    const message = { mid, is_echo: true, app_id: Number(scene.setup.clientId), metadata, text };
    const item = { sender: { id: page }, recipient: { id: reply.recipient }, timestamp: Date.now(), message };
    const body = envelope([{ page, items: [item] }]);
    while (!stopped && !(await isTaken(body))) await pause(pauseMs);
  };
  graph.echo = (reply, mid) => {
    const posting = post(reply, mid).finally(() => underWay.delete(posting));
    underWay.add(posting);
  };
  return {
    done: async () => void (await Promise.all(underWay)),
    stop: () => {
      stopped = true;
    },
  };
}

import { setTimeout as pause } from "node:timers/promises";
import { envelope, postWebhook, textItem, type WebhookAddress } from "./webhook.ts";

export interface Sending {
  /** What each person writes, in order. */
  readonly sent: ReadonlyMap<string, readonly string[]>;
  /** Messages answered 200 so far. */
  accepted(): number;
  /** POSTs that were not, and were made again. */
  resent(): number;
  readonly done: Promise<void>;
}

/** Meta waits longer; here a test waits for it. */
const pauseMs = 50;

/**
 * Posts messages as Meta does: each is posted until it is answered 200. People write at the same time, each their next
 * message when the last one is taken, so that there is an order to be kept.
 */
export function startSending(
  address: WebhookAddress,
  { page, people, messages }: { page: string; people: number; messages: number },
): Sending {
  const sent = new Map<string, string[]>();
  for (let index = 0; index < messages; index++) {
    const person = `${7_000_000_000_000_000 + (index % people)}`;
    const texts = sent.get(person) ?? [];
    sent.set(person, texts);
    texts.push(`hi ${index}`);
  }
  let accepted = 0;
  let resent = 0;
  const isTaken = async (body: string): Promise<boolean> => {
    try {
      return (await postWebhook(address, body)).status === 200;
    } catch (error) {
      // It was killed, or has not come back yet.
      if (error instanceof Error) return false;
      throw error;
    }
  };
  const write = async (person: string, texts: readonly string[]): Promise<void> => {
    for (const text of texts) {
      const body = envelope([{ page, items: [textItem({ page, person, text })] }]);
      while (!(await isTaken(body))) {
        resent++;
        await pause(pauseMs);
      }
      accepted++;
    }
  };
  const done = Promise.all([...sent].map(([person, texts]) => write(person, texts)));
  return { sent, accepted: () => accepted, resent: () => resent, done: done.then(() => undefined) };
}

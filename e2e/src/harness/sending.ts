import { setTimeout as pause } from "node:timers/promises";
import { isUnreachable } from "./api.ts";
import { envelope, postWebhook, textItem, type WebhookAddress } from "./webhook.ts";

export interface Sending {
  /** What each person writes, in order. */
  readonly sent: ReadonlyMap<string, readonly string[]>;
  /** Messages answered 200 so far. */
  accepted(): number;
  /** POSTs that were not, and were made again. */
  resent(): number;
  readonly done: Promise<void>;
  /** Nobody writes any more. */
  stop(): void;
}

interface Wanted {
  readonly page: string;
  readonly people: number;
  readonly messages: number;
  /** Asked before each message; until it says so nobody writes. */
  mayWrite(accepted: number): boolean;
  /** Where the next POST goes, where there are several web processes. */
  address?(): string;
}

/** Meta waits longer; here a test waits for it. */
const pauseMs = 50;

/**
 * Posts messages as Meta does: each is posted until it is answered 200. People write at the same time, each their next
 * message when the last one is taken, so that there is an order to be kept.
 */
export function startSending(address: WebhookAddress, wanted: Wanted): Sending {
  const { page, people, messages, mayWrite } = wanted;
  const next = (): WebhookAddress => (wanted.address ? { ...address, url: wanted.address() } : address);
  const sent = new Map<string, string[]>();
  for (let index = 0; index < messages; index++) {
    const person = `${7_000_000_000_000_000 + (index % people)}`;
    const texts = sent.get(person) ?? [];
    sent.set(person, texts);
    texts.push(`hi ${index}`);
  }
  let accepted = 0;
  let resent = 0;
  let stopped = false;
  const isTaken = async (body: string): Promise<boolean> => {
    try {
      return (await postWebhook(next(), body)).status === 200;
    } catch (cause) {
      // It was killed, or has not come back yet.
      if (isUnreachable(cause)) return false;
      throw new Error("A webhook could not be posted.", { cause });
    }
  };
  const write = async (person: string, texts: readonly string[]): Promise<void> => {
    for (const text of texts) {
      while (!stopped && !mayWrite(accepted)) await pause(pauseMs);
      const body = envelope([{ page, items: [textItem({ page, person, text })] }]);
      while (!stopped && !(await isTaken(body))) {
        resent++;
        await pause(pauseMs);
      }
      if (stopped) return;
      accepted++;
    }
  };
  const done = Promise.all([...sent].map(([person, texts]) => write(person, texts)));
  return {
    sent,
    accepted: () => accepted,
    resent: () => resent,
    done: done.then(() => undefined),
    stop: () => {
      stopped = true;
    },
  };
}

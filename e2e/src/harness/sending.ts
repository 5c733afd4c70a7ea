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
  /** Whoever has written a message sees it taken, and nobody writes another one. */
  finish(): void;
  /** Nobody writes or posts any more. */
  stop(): void;
}

interface Wanted {
  readonly page: string;
  readonly people: number;
  /** In all; infinite: until `finish`. */
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
  let accepted = 0;
  let resent = 0;
  let finished = false;
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
  const write = async (first: number): Promise<void> => {
    const person = `${7_000_000_000_000_000 + first}`;
    const texts: string[] = [];
    sent.set(person, texts);
    for (let index = first; index < messages; index += people) {
      while (!finished && !mayWrite(accepted)) await pause(pauseMs);
      if (finished) return;
      const text = `hi ${index}`;
      texts.push(text);
      const body = envelope([{ page, items: [textItem({ page, person, text })] }]);
      while (!stopped && !(await isTaken(body))) {
        resent++;
        await pause(pauseMs);
      }
      if (stopped) return;
      accepted++;
    }
  };
  const done = Promise.all(Array.from({ length: Math.min(people, messages) }, (_, first) => write(first)));
  return {
    sent,
    accepted: () => accepted,
    resent: () => resent,
    done: done.then(() => undefined),
    finish: () => {
      finished = true;
    },
    stop: () => {
      finished = true;
      stopped = true;
    },
  };
}

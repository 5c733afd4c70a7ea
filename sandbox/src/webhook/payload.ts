import { toWire } from "./wire.ts";

/** One item of `entry[].messaging[]`. */
export type Item = Record<string, unknown>;

interface Between {
  pageId: string;
  psid: string;
  at: number;
}

function fromPerson({ pageId, psid, at }: Between): Item {
  return { sender: { id: psid }, recipient: { id: pageId }, timestamp: at };
}

export function messageItem(between: Between, mid: string, content: Record<string, unknown>): Item {
  return { ...fromPerson(between), message: { mid, ...content } };
}

export function postbackItem(between: Between, mid: string, content: Record<string, unknown>): Item {
  return { ...fromPerson(between), postback: { mid, ...content } };
}

export function deliveryItem(between: Between, mids: string[]): Item {
  return { ...fromPerson(between), delivery: { mids, watermark: between.at } };
}

export function readItem(between: Between): Item {
  return { ...fromPerson(between), read: { watermark: between.at } };
}

export function echoItem(between: Between, mid: string, appId: string, content: Record<string, unknown>): Item {
  const { quick_replies: _, attachment, ...shown } = content;
  return {
    sender: { id: between.pageId },
    recipient: { id: between.psid },
    timestamp: between.at,
    message: {
      mid,
      is_echo: true,
      app_id: asNumber(appId),
      ...shown,
      ...(attachment ? { attachments: [attachment] } : {}),
    },
  };
}

/** Meta's samples carry `app_id` as a JSON number; one that a double cannot hold stays a string. */
function asNumber(id: string): number | string {
  return Number.isSafeInteger(Number(id)) ? Number(id) : id;
}

export function envelope(pageId: string, at: number, item: Item): string {
  return toWire({ object: "page", entry: [{ id: pageId, time: at, messaging: [item] }] });
}

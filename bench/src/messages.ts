import { createHmac, randomBytes } from "node:crypto";

export interface SignedMessage {
  readonly body: string;
  readonly signature: string;
}

interface Batch {
  /** Marks the texts of one measurement, so that a late reply never counts for the next. */
  readonly tag: string;
  readonly count: number;
  readonly pageId: string;
  readonly appSecret: string;
}

const people = 1000;

/** What Meta would post for a text that a person wrote to a Page, one message a POST, written by a thousand people in turn. */
export function signMessages({ tag, count, pageId, appSecret }: Batch): SignedMessage[] {
  const now = Date.now();
  return Array.from({ length: count }, (_, index) => {
    const item = {
      sender: { id: String(7_000_000_000_000_000 + (index % people)) },
      recipient: { id: pageId },
      timestamp: now,
      message: { mid: `m_${randomBytes(40).toString("base64url")}`, text: `hi there ${textMark(tag, index)}` },
    };
    const body = JSON.stringify({ object: "page", entry: [{ id: pageId, time: now, messaging: [item] }] });
    return { body, signature: `sha256=${createHmac("sha256", appSecret).update(body).digest("hex")}` };
  });
}

function textMark(tag: string, index: number): string {
  return `#${tag}-${index}#`;
}

/** Which message of which measurement a reply answers. */
export function readTextMark(text: string): { tag: string; index: number } | null {
  const match = /#([a-z0-9]+)-(\d+)#/.exec(text);
  const [, tag, index] = match ?? [];
  return tag === undefined || index === undefined ? null : { tag, index: Number(index) };
}

import { createHmac, randomBytes } from "node:crypto";
import { type Answer, ask } from "./api.ts";

/** Where a Setup's webhooks are posted, and what they are signed with. */
export interface WebhookAddress {
  readonly url: string;
  readonly secret: string;
}

export function signatureOf(body: string | Buffer, secret: string): string {
  return `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
}

/** Posts as Meta does. */
export function postWebhook({ url, secret }: WebhookAddress, body: string | Buffer): Promise<Answer> {
  const headers = { "content-type": "application/json", "x-hub-signature-256": signatureOf(body, secret) };
  return ask(url, { method: "POST", headers, body });
}

export const newMid = (): string => `m_${randomBytes(40).toString("base64url")}`;

/** One item of `messaging`: a person wrote to a Page. */
export function textItem({ page, person, text }: { page: string; person: string; text: string }): object {
  const message = { mid: newMid(), text };
  return { sender: { id: person }, recipient: { id: page }, timestamp: Date.now(), message };
}

export interface Entry {
  readonly page: string;
  readonly items: readonly object[];
}

/** The body of a POST of Meta's. */
export function envelope(entries: readonly Entry[]): string {
  const entry = entries.map(({ page, items }) => ({ id: page, time: Date.now(), messaging: items }));
  return JSON.stringify({ object: "page", entry });
}

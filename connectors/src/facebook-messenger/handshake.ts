import type { Handshake } from "@velodrome/kit";

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** Meta's verification request: `hub.mode=subscribe&hub.verify_token=…&hub.challenge=…`, in any order. */
export function handshake(query: Readonly<Record<string, unknown>>): Handshake {
  if (query["hub.mode"] !== "subscribe") return { kind: "wrong_mode" };
  return { kind: "challenge", verifyToken: text(query["hub.verify_token"]), answer: text(query["hub.challenge"]) };
}

import type { Handshake } from "@velodrome/kit";

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** Meta's verification request: `hub.mode=subscribe&hub.verify_token=…&hub.challenge=…`, in any order. */
export function handshake(query: Readonly<Record<string, unknown>>): Handshake {
  const answer = text(query["hub.challenge"]);
  // Without a challenge there is nothing to answer it with, so nothing would be verified.
  if (query["hub.mode"] !== "subscribe" || answer === "") return { kind: "wrong_mode" };
  return { kind: "challenge", verifyToken: text(query["hub.verify_token"]), answer };
}

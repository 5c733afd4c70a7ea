import { randomInt } from "node:crypto";

const deadlineMs = 5000;

/**
 * Asks a callback URL to prove that it knows the Verify Token, as Meta does before it saves one.
 * Query parameters the URL already has are kept.
 * @throws Error whose message says in words what the URL did wrong
 */
export async function handshake(target: { url: string; verifyToken: string }): Promise<void> {
  const challenge = String(randomInt(100_000_000, 2_000_000_000));
  const url = new URL(target.url);
  url.searchParams.set("hub.mode", "subscribe");
  url.searchParams.set("hub.challenge", challenge);
  url.searchParams.set("hub.verify_token", target.verifyToken);
  const answer = await ask(url);
  if (answer.status !== 200) {
    const told = `HTTP Status Code = ${answer.status}; HTTP Message = ${answer.statusText || "none"}`;
    throw new Error(answer.body.trim() === "" ? told : `${told}; the body begins: ${beginning(answer.body)}`);
  }
  if (answer.body !== challenge) {
    const told = "the answer was 200, but its body is not the challenge (hub.challenge) alone";
    throw new Error(`${told}; it begins: ${beginning(answer.body)}`);
  }
}

const shownOfBody = 120;

function beginning(body: string): string {
  const words = body.replaceAll(/\s+/g, " ").trim();
  return words === "" ? "(nothing)" : `"${words.slice(0, shownOfBody)}${words.length > shownOfBody ? "…" : ""}"`;
}

async function ask(url: URL): Promise<{ status: number; statusText: string; body: string }> {
  try {
    const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(deadlineMs) });
    return { status: response.status, statusText: response.statusText, body: await response.text() };
  } catch (cause) {
    throw new Error(describeFailure(cause, deadlineMs), { cause });
  }
}

/** A failed fetch in words: its own message is only "fetch failed". */
export function describeFailure(cause: unknown, deadline: number): string {
  if (!(cause instanceof Error)) return String(cause);
  if (cause.name === "TimeoutError") return `no answer within ${deadline / 1000} s`;
  const inner = cause.cause;
  if (inner instanceof Error && "code" in inner && inner.code === "ECONNREFUSED")
    return "nothing listens there (connection refused)";
  return inner instanceof Error ? inner.message : cause.message;
}

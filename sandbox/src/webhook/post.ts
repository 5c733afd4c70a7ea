import type { Attempt } from "../world/shape.ts";
import { describeFailure } from "./handshake.ts";
import { sign } from "./wire.ts";

const deadlineMs = 5000;
const keptAnswer = 500;

/** Sends the body once. Never throws: what went wrong is part of the attempt. Redirects count as failures. */
export async function postOnce(
  target: { url: string; secret: string },
  text: string,
  now: () => number,
  stop: AbortSignal,
): Promise<Attempt> {
  const body = Buffer.from(text, "utf8");
  const at = now();
  const begun = performance.now();
  const signature = sign(target.secret, body);
  const seen = () => ({ at, ms: Math.round(performance.now() - begun), signature });
  try {
    const response = await fetch(target.url, {
      method: "POST",
      redirect: "manual",
      headers: {
        "content-type": "application/json",
        "user-agent": "facebookexternalua",
        "x-hub-signature-256": signature,
      },
      body,
      signal: AbortSignal.any([stop, AbortSignal.timeout(deadlineMs)]),
    });
    const answer = (await response.text()).slice(0, keptAnswer);
    return { ...seen(), status: response.status, answer, error: null };
  } catch (cause) {
    return { ...seen(), status: null, answer: "", error: describeFailure(cause, deadlineMs) };
  }
}

export function isAccepted(attempt: Attempt): boolean {
  return attempt.status !== null && attempt.status >= 200 && attempt.status < 300;
}

import { terminal } from "./failure.ts";

/** Bytes of JSON that an input, an output, a request or a response may have at most. */
export const payloadBytesAtMost = 5 * 1024 * 1024;

/** Bytes that a UTF-16 unit takes in JSON at most: `\u0000`. */
const bytesPerUnit = 6;
/** Of a number, `true` or `null`. */
const bytesPerScalar = 25;

/** Whether the JSON of a value certainly has no more bytes than these: told quickly, without writing it. */
export const isSurelyWithin = (value: unknown, bytes: number): boolean => roomAfter(value, bytes) >= 0;

/** Bytes of JSON, or null where it is certain without writing it that they are few enough: so it is with nearly all. */
function bytesOf(value: unknown): number | null {
  return isSurelyWithin(value, payloadBytesAtMost) ? null : Buffer.byteLength(JSON.stringify(value) ?? "");
}

/** What is left of so many bytes in the worst case; stops as soon as nothing is. */
function roomAfter(value: unknown, room: number): number {
  if (typeof value === "string") return room - 2 - value.length * bytesPerUnit;
  if (typeof value !== "object" || value === null) return room - bytesPerScalar;
  let left = room - 2;
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length && left >= 0; at += 1) left = roomAfter(value[at], left - 1);
    return left;
  }
  // Inherited keys are no part of its JSON; to count one too many is no matter.
  for (const key in value) {
    left = roomAfter((value as Record<string, unknown>)[key], left - 4 - key.length * bytesPerUnit);
    if (left < 0) return left;
  }
  return left;
}

/** Whether a run cannot keep it. */
export const isPayloadTooLarge = (value: unknown): boolean => (bytesOf(value) ?? 0) > payloadBytesAtMost;

const inMiB = (bytes: number): string => (bytes / (1024 * 1024)).toFixed(1);

/** `what`: such as "The input of this step". Throws `StepFailure`, before anything is written or sent. */
export function assertPayload(value: unknown, what: string): void {
  const bytes = bytesOf(value) ?? 0;
  if (bytes <= payloadBytesAtMost) return;
  const message = `${what} has ${inMiB(bytes)} MiB, and a run keeps ${inMiB(payloadBytesAtMost)} MiB of one at most. Take less at once, or only the fields that are needed.`;
  throw terminal("payload_too_large", message, { bytes, atMost: payloadBytesAtMost });
}

import { z } from "zod";
import { GraphError } from "./error.ts";

const delayLimitMs = 600_000;

/** A misbehaviour ordered for the next calls that match. */
export const faultSchema = z
  .strictObject({
    match: z.strictObject({ page: z.string().optional(), edge: z.string().optional() }).default({}),
    times: z.int().min(1).max(1_000_000).default(1),
    error: z
      .strictObject({
        status: z.int().min(400).max(599),
        code: z.int(),
        subcode: z.int().optional(),
        message: z.string().optional(),
        headers: z.record(z.string(), z.string()).optional(),
      })
      .optional(),
    delayMs: z.int().min(0).max(delayLimitMs).optional(),
    dropConnection: z.literal(true).optional(),
    /** The call does its work, but the answer is error 1/1357046. */
    sendThenFail: z.literal(true).optional(),
  })
  .refine(
    ({ error, delayMs, dropConnection, sendThenFail }) =>
      [error, delayMs, dropConnection, sendThenFail].some((effect) => effect !== undefined),
    "give one of error, delayMs, dropConnection, sendThenFail",
  );

export type Fault = z.infer<typeof faultSchema>;

/** The faults in the order they were given; the first that matches is used up by one. */
export class Faults {
  #waiting: Fault[] = [];

  add(fault: Fault): void {
    this.#waiting.push({ ...fault });
  }

  clear(): void {
    this.#waiting = [];
  }

  list(): readonly Fault[] {
    return this.#waiting;
  }

  take(call: { page: string | null; edge: string }): Fault | null {
    const fault = this.#waiting.find((candidate) => matches(candidate, call));
    if (!fault) return null;
    fault.times -= 1;
    if (fault.times === 0) this.#waiting = this.#waiting.filter((candidate) => candidate !== fault);
    return fault;
  }
}

function matches(fault: Fault, call: { page: string | null; edge: string }): boolean {
  const { page, edge } = fault.match;
  return (page === undefined || page === call.page) && (edge === undefined || edge === call.edge);
}

export function faultError(error: NonNullable<Fault["error"]>): GraphError {
  const { message, ...problem } = error;
  return new GraphError(message ?? `(#${error.code}) A fault ordered for this test`, problem);
}

import type { ZodType } from "zod";

/** A refusal of the chat's own API (`/_sandbox/…`), in words for a person. */
export class ControlError extends Error {
  override readonly name = "ControlError";
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new ControlError(404, `There is no ${what}.`);
  return value;
}

export function parse<T>(schema: ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const where = issue?.path.map(String).join(".");
  throw new ControlError(400, `${where ? `${where}: ` : ""}${issue?.message ?? "The body is wrong"}.`);
}

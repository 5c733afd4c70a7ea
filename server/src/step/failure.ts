import type { ErrorClass, RunError } from "@velodrome/contract";

/**
 * The way a step fails. It carries what is shown in the run; `advance` adds which step and which attempt.
 * Codes of this room: expression_invalid, expression_failed, expression_too_long, template_invalid, pattern_invalid,
 * input_invalid, output_invalid, address_not_allowed, connector_failed, method_gone, cancelled, uncertain.
 */
export class StepFailure extends Error {
  override readonly name = "StepFailure";
  readonly error: RunError;

  constructor(error: RunError, options?: { cause?: unknown }) {
    super(error.message, options);
    this.error = error;
  }
}

/** A failure that the same input will meet again. */
export const terminal = (
  code: string,
  message: string,
  details: Record<string, unknown> = {},
  cause?: unknown,
): StepFailure => new StepFailure(runErrorOf("terminal", code, message, details), { cause });

export const runErrorOf = (
  kind: ErrorClass,
  code: string,
  message: string,
  details: Record<string, unknown> = {},
): RunError => ({ code, message, class: kind, details });

import type { ErrorCode } from "@velodrome/contract";

/**
 * The one way a request fails. `message` says what was tried and what to do, for a person; `details` is for programs
 * and is shown to the caller, so it holds no secret. Only `http/error.ts` knows which status a code becomes.
 */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly code: ErrorCode;
  readonly details: Record<string, unknown>;

  constructor(
    code: ErrorCode,
    data: { message: string; details?: Record<string, unknown> },
    options?: { cause?: unknown },
  ) {
    super(data.message, options);
    this.code = code;
    this.details = data.details ?? {};
  }
}

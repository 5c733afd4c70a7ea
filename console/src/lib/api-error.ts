import type { ErrorCode } from "@velodrome/contract";

/** The server answered, and said no. `message` is written for a person. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  readonly code: ErrorCode | string;
  readonly details: Record<string, unknown>;

  constructor(status: number, code: ErrorCode | string, message: string, details: Record<string, unknown> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

/** No answer came: the network or the server is away. */
export class NoAnswerError extends Error {
  override readonly name = "NoAnswerError";
}

/** An answer came whose shape is not the contract's, most often because this page is older than the server. */
export class StrangeAnswerError extends Error {
  override readonly name = "StrangeAnswerError";
}

/** Asking again can help only where the answer may change by itself. */
export const mayPass = (error: unknown): boolean =>
  error instanceof NoAnswerError || (error instanceof ApiError && (error.status >= 500 || error.status === 429));

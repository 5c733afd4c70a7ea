/** How a failed call is to be taken; `step/` decides from it what happens next. */
export const failureKinds = ["terminal", "retryable", "uncertain", "timeout", "cancelled"] as const;
export type FailureKind = (typeof failureKinds)[number];

export interface ConnectorErrorData {
  /** What was tried and what to do about it, for a person. */
  message: string;
  /**
   * `terminal`: the same call will fail again. `retryable`: it did not happen and may be tried again.
   * `uncertain`: it may have happened. `timeout`: no answer in time, so it may have happened.
   */
  kind: FailureKind;
  /** Do not try again sooner than this, in ms. */
  retryAfterMs?: number;
  /** The credentials are dead: only signing in again helps. */
  reauthenticate?: boolean;
  /** Anything that helps to understand it; secrets have no place here. */
  details?: Record<string, unknown>;
}

/** The one way a connector's call fails. `code` is snake_case and stable: people filter by it. */
export class ConnectorError extends Error {
  readonly code: string;
  readonly kind: FailureKind;
  readonly retryAfterMs: number | undefined;
  readonly reauthenticate: boolean;
  readonly details: Record<string, unknown>;

  constructor(code: string, data: ConnectorErrorData, options?: { cause?: unknown }) {
    super(data.message, options);
    this.name = "ConnectorError";
    this.code = code;
    this.kind = data.kind;
    this.retryAfterMs = data.retryAfterMs;
    this.reauthenticate = data.reauthenticate ?? false;
    this.details = data.details ?? {};
  }
}

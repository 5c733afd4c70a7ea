import { ConnectorError } from "@velodrome/kit";

/** Why a sign-in came to nothing: a stable code, and what the person in front of the page can do. */
export class SignInFailure extends Error {
  override readonly name = "SignInFailure";
  readonly code: string;
  /** Permissions that are needed and were not given. */
  readonly missing: readonly string[];

  constructor(code: string, message: string, options?: { cause?: unknown; missing?: readonly string[] }) {
    super(message, options);
    this.code = code;
    this.missing = options?.missing ?? [];
  }
}

/** What of an application's error a person is told. `title` is the application's name. */
export function toSignInFailure(title: string, error: unknown): SignInFailure {
  if (error instanceof SignInFailure) return error;
  if (!(error instanceof ConnectorError)) throw error;
  if (error.kind === "terminal") return new SignInFailure(error.code, error.message, { cause: error });
  return new SignInFailure(
    "service_unavailable",
    `${title} did not answer properly just now. Nothing was lost: wait a minute and try again.`,
    { cause: error },
  );
}

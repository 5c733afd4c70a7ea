import { ConnectorError } from "@velodrome/kit";

/** What the table of errors says of these is said of a sign-in; the rest speaks of calls of a Page that is connected. */
const ofSignIns: ReadonlySet<string> = new Set([
  "sign_in_expired",
  "redirect_uri_mismatch",
  "sign_in_used",
  "client_id_unknown",
  "client_secret_wrong",
  "not_graph",
]);
const passing: ReadonlySet<string> = new Set(["rate_limited", "temporary_error", "service_unavailable"]);

export const passingTrouble = "Facebook cannot sign anybody in at the moment. Try again later.";

export const signInRefused = (which: string): string =>
  `Facebook ended the sign-in with error ${which}. Check that the app is live or the person has a role in it, and that its permissions are set up.`;

/** The same error in a sentence that is true of somebody who is signing in. `which`: its number at Facebook. */
export function inSignInWords(
  { code, message }: { code: string; message: string },
  which: string,
): { code: string; message: string } {
  if (ofSignIns.has(code)) return { code, message };
  return { code, message: passing.has(code) ? passingTrouble : signInRefused(which) };
}

/** The calls that a sign-in makes, with their errors in such sentences. What names a field of the Setup says so itself. */
export async function atSignIn<T>(calls: Promise<T>): Promise<T> {
  try {
    return await calls;
  } catch (error) {
    throw error instanceof ConnectorError ? signInError(error) : error;
  }
}

export function signInError(error: ConnectorError): ConnectorError {
  const { code, kind, retryAfterMs, reauthenticate, details } = error;
  if ("field" in details || ofSignIns.has(code)) return error;
  const message = messageOf(error);
  const data = { message, kind, reauthenticate, details, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  return new ConnectorError(code, data, { cause: error });
}

function messageOf({ code, kind, reauthenticate, details }: ConnectorError): string {
  if (reauthenticate) return "Facebook does not accept the token that this sign-in gave. Sign in again.";
  if (kind !== "terminal") return passingTrouble;
  return signInRefused(typeof details.code === "number" ? String(details.code) : code);
}

import type { TokenDeath } from "../world/credential-shape.ts";
import { GraphError } from "./error.ts";

const begins = "Error validating access token: ";

const deaths: Readonly<Record<Exclude<TokenDeath, "expired">, { subcode: number; words: string }>> = {
  "password-changed": {
    subcode: 460,
    words:
      "The session has been invalidated because the user changed their password or Facebook has changed the session for security reasons.",
  },
  "app-removed": { subcode: 458, words: "The user has not authorized application." },
  "role-lost": { subcode: 492, words: "The user is not an admin of the Page any more." },
  checkpointed: { subcode: 459, words: "The user is in a checkpoint and has to log in at www.facebook.com." },
  "logged-out": { subcode: 467, words: "This session is invalid because the user logged out." },
};

/** What every call with a dead token is answered, and what `debug_token` tells inside its data. */
export function tokenError(death: TokenDeath, expiresAt: number | null, now: number): GraphError {
  if (death !== "expired") {
    const { subcode, words } = deaths[death];
    return new GraphError(begins + words, { code: 190, subcode });
  }
  const words = `Session has expired on ${new Date(expiresAt ?? now).toUTCString()}. The current time is ${new Date(now).toUTCString()}.`;
  return new GraphError(begins + words, { code: 190, subcode: 463 });
}

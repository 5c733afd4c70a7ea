import { type Credentials, isSecretKey, maskSecrets, type SetupValues } from "@velodrome/kit";

/** Shorter ones could stand anywhere by chance. */
const shortestSecret = 8;

/**
 * What no trace of a call may show, however the application repeats it. What a person entered is not among it: a user's
 * name may be, and the connector knows which of it is secret.
 */
export const tokensOf = ({ setup, credentials }: { setup: SetupValues; credentials: Credentials }): string[] =>
  [credentials.accessToken, credentials.refreshToken ?? "", ...setup.clientSecrets].filter(
    ({ length }) => length >= shortestSecret,
  );

/** What a failed call says, without the secrets: applications repeat tokens in their error texts, and connectors pass those on. */
export function maskFailure(
  call: { setup: SetupValues; credentials: Credentials },
  { message, details }: { message: string; details: Record<string, unknown> },
): { message: string; details: Record<string, unknown> } {
  const entered = Object.values(call.credentials.values ?? {}).filter(({ length }) => length >= shortestSecret);
  const secrets = [...tokensOf(call), ...entered];
  const masked = maskSecrets([message, details], { isSecret: isSecretKey, secrets });
  const [cleanMessage, cleanDetails] = masked as [string, Record<string, unknown>];
  return { message: cleanMessage, details: cleanDetails };
}

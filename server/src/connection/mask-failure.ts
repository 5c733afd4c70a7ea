import { type Credentials, isSecretKey, maskSecrets, type SetupValues } from "@velodrome/kit";

/** Shorter ones could stand anywhere by chance. */
const shortestSecret = 8;

/** What a failed call says, without the secrets: applications repeat tokens in their error texts, and connectors pass those on. */
export function maskFailure(
  { setup, credentials }: { setup: SetupValues; credentials: Credentials },
  { message, details }: { message: string; details: Record<string, unknown> },
): { message: string; details: Record<string, unknown> } {
  const { accessToken, refreshToken = "", values = {} } = credentials;
  const secrets = [accessToken, refreshToken, ...Object.values(values), ...setup.clientSecrets].filter(
    ({ length }) => length >= shortestSecret,
  );
  const masked = maskSecrets([message, details], { isSecret: isSecretKey, secrets });
  const [cleanMessage, cleanDetails] = masked as [string, Record<string, unknown>];
  return { message: cleanMessage, details: cleanDetails };
}

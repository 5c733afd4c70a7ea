import { ConnectorError } from "@velodrome/kit";

/** A dead token is the Setup's pair here, so that signing in again would help nobody. */
export function asApplicationError(error: unknown): unknown {
  if (!(error instanceof ConnectorError) || !error.reauthenticate) return error;
  const data = {
    message: "Facebook does not take the Setup's Client ID and Client Secret. Check both in the Setup.",
    kind: "terminal" as const,
    details: { ...error.details, field: "clientSecret" },
  };
  return new ConnectorError("application_refused", data, { cause: error });
}

/**
 * Whether the token endpoint refused the Client Secret: error 1 there. Anywhere else that number is trouble of Facebook's
 * own, which here too comes with a status of 500 or the word that it will pass.
 */
export function isSecretRefused({ details }: ConnectorError): boolean {
  return details.code === 1 && details.is_transient !== true && Number(details.status) < 500;
}

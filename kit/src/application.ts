import type { HttpClient } from "./http-client.ts";
import type { SetupValues } from "./setup-values.ts";

/** What a call in the name of the partner's own application (a Meta app) gets. */
export interface ApplicationContext {
  setup: SetupValues;
  http: HttpClient;
  signal: AbortSignal;
}

/** Where the application sends its events now. */
export interface Registration {
  url: string;
  active: boolean;
  fields: readonly string[];
}

/** Who is meant by a privacy callback: the person who signed in, or a target that removed the application. */
export type PrivacyRequest = { kind: "person"; id: string } | { kind: "target"; externalId: string };

/**
 * `signed`: the very text that was signed, by which one that is sent again is known. `issuedAt`: when, in ms since 1970;
 * null where that is not told.
 */
export type SignedPrivacyRequest = PrivacyRequest & { signed: string; issuedAt: number | null };

/** What can be done with a Setup's Client ID and Client Secret alone. Every call throws `ConnectorError`. */
export interface Application {
  /** Tries the pair. Throws with `details.field` `clientId` or `clientSecret` when one of them is at fault. */
  check(context: ApplicationContext): Promise<{ name: string }>;
  /** Null when no address is registered. */
  readRegistration(context: ApplicationContext): Promise<Registration | null>;
  /** Replaces what is registered; the application verifies the address meanwhile. */
  register(
    context: ApplicationContext,
    wanted: { url: string; verifyToken: string; fields: readonly string[] },
  ): Promise<void>;
  /** Of the person's or target's token: facts for the doctor, by the application's own word. */
  inspectToken(context: ApplicationContext, token: string): Promise<TokenFacts>;
  /** Body of a deauthorize or data-deletion callback; null when its signature is of none of the live secrets. */
  readPrivacyRequest(body: Buffer, clientSecrets: readonly string[]): SignedPrivacyRequest | null;
}

export interface TokenFacts {
  valid: boolean;
  /** Why not, by the application's code (`token_expired`, `password_changed` …) and in words. */
  fault: { code: string; message: string } | null;
  /** Whose application's; null when it does not say. */
  clientId: string | null;
  /** Null: no end, or not told. In ms since 1970. */
  expiresAt: number | null;
  dataAccessExpiresAt: number | null;
  scopes: readonly string[];
  personId: string | null;
  /** The target (Page) it is of; null for a person's token. */
  externalId: string | null;
  /** Targets named with a permission where it was given for some only. */
  targets: readonly string[] | null;
}

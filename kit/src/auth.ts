import type { z } from "zod";
import type { ConnectorError } from "./connector-error.ts";
import type { HttpClient, HttpResponse } from "./http-client.ts";
import type { SetupValues } from "./setup-values.ts";

/** The ways in which a connection can be authenticated. */
export const authKinds = ["oauth2", "api-key", "bearer", "basic", "none"] as const;
export type AuthKind = (typeof authKinds)[number];

/** What OAuth's token endpoint answered. */
export interface OAuthTokens {
  accessToken: string;
  refreshToken: string | null;
  /** In ms since 1970; null: no end is known. */
  expiresAt: number | null;
}

/** What a call at sign-in gets: the person's own token, before any target is chosen. */
export interface GrantContext {
  setup: SetupValues;
  http: HttpClient;
  signal: AbortSignal;
  tokens: OAuthTokens;
}

/** What a person granted by signing in. */
export interface Grant {
  tokens: OAuthTokens;
  /** Who signed in, as the application knows them; null where it does not say. */
  person: { id: string; name: string | null } | null;
  /** Permissions that were given; null where the application does not say. */
  scopes: readonly string[] | null;
  /** Needed permissions that were not given. */
  missing: readonly string[];
}

/** An outside thing that a connection can stand for (a Facebook Page), as offered after a sign-in. */
export interface Target {
  externalId: string;
  name: string | null;
  /** Address of a picture. */
  picture: string | null;
  /** Token of this target; null where the person's own is used. */
  accessToken: string | null;
  /** What this person may not do there, in words; it is offered nevertheless. */
  warnings: readonly { code: string; message: string }[];
}

/**
 * OAuth 2, authorization code. What differs between providers is data here; the server does the dance.
 * Client ID and Client Secret are the Setup's, or where it has none the connection's own.
 */
export interface OAuth2Auth {
  kind: "oauth2";
  title: string;
  /** Where the person is sent. */
  authorizationUrl(setup: SetupValues): string;
  /** Where a code becomes a token. */
  tokenUrl(setup: SetupValues): string;
  /** Asked for when the Setup names none. */
  scopes: readonly string[];
  /** What each permission is for, told to a person who has not given it; a `needed` one cannot be done without. */
  permissions?: Readonly<Record<string, { needed: boolean; purpose: string }>>;
  scopeSeparator: " " | ",";
  /** How the client proves itself at the token endpoint. */
  clientAuthentication: "body" | "basic";
  pkce: boolean;
  /** Parameters of the dialog beside the standard's, such as `config_id`; a null takes a standard one away. */
  dialogParameters?(setup: SetupValues): Readonly<Record<string, string | null>>;
  /** What the provider's error parameters at the redirect mean, when they are not the standard's. */
  denial?(query: Readonly<Record<string, string>>): { code: string; message: string } | null;
  /** What the token endpoint's refusal means, when it does not speak the standard's way; null: it does, or refuses nothing. */
  refusal?(response: HttpResponse): ConnectorError | null;
  /** Looks closer at fresh tokens: longer life, who signed in, what was granted. Throws `ConnectorError`. */
  complete?(context: GrantContext): Promise<Grant>;
  /** What the person can connect, all of it; null: connections stand for nothing outside. Throws `ConnectorError`. */
  targets?(context: GrantContext): Promise<readonly Target[]>;
}

/** Where an API key travels: in the header or the parameter of this name. */
export interface ApiKeyPlacement {
  in: "header" | "query";
  name: string;
}

/** A secret that travels in a header or in the query. */
export interface ApiKeyAuth {
  kind: "api-key";
  title: string;
  /** Absent: the person says so, in fields `in` and `name`. */
  placement?: ApiKeyPlacement;
  /** What the person enters; secret fields say so by `.meta({ secret: true })`. */
  fields: z.ZodObject;
}

export interface BearerAuth {
  kind: "bearer";
  title: string;
  fields: z.ZodObject;
}

export interface BasicAuth {
  kind: "basic";
  title: string;
  fields: z.ZodObject;
}

export interface NoAuth {
  kind: "none";
  title: string;
}

export type Auth = OAuth2Auth | ApiKeyAuth | BearerAuth | BasicAuth | NoAuth;

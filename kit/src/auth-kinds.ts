import { z } from "zod";
import type { ApiKeyAuth, ApiKeyPlacement, BasicAuth, BearerAuth, NoAuth } from "./auth.ts";

const mostCharacters = 5000;
/** Names of headers by the standard of HTTP; parameters need no others. */
const headerName = /^[\w!#$%&'*+.^`|~-]{1,200}$/;

const secret = (title: string) =>
  z.string().trim().min(1).max(mostCharacters).meta({ title, secret: true, format: "password" });

/** No credentials at all. */
export function noAuth(title = "No authentication"): NoAuth {
  return { kind: "none", title };
}

/** A token that somebody made elsewhere, sent as `Authorization: Bearer …`. */
export function bearerAuth(title = "Bearer token"): BearerAuth {
  return { kind: "bearer", title, fields: z.object({ token: secret("Token") }) };
}

/** Name and password, sent as `Authorization: Basic …`. Either may be empty where an application takes a key in the other. */
export function basicAuth(title = "User name and password"): BasicAuth {
  const username = z
    .string()
    .max(mostCharacters)
    // The first colon ends the name: what follows would count as the password.
    .regex(/^[^:]*$/, "a user name has no colon")
    .default("")
    .meta({ title: "User name" });
  const password = z
    .string()
    .max(mostCharacters)
    .default("")
    .meta({ title: "Password", secret: true, format: "password" });
  return { kind: "basic", title, fields: z.object({ username, password }) };
}

/**
 * A key in a header or parameter.
 *
 * @example
 * apiKeyAuth({ in: "header", name: "X-Api-Key" }) // the connector says where
 * apiKeyAuth()                                    // the person does
 */
export function apiKeyAuth(placement?: ApiKeyPlacement, title = "API key"): ApiKeyAuth {
  const key = secret("Key");
  if (placement !== undefined) return { kind: "api-key", title, placement, fields: z.object({ key }) };
  const name = z
    .string()
    .trim()
    .regex(headerName, "a name has letters, digits and dashes")
    .default("X-Api-Key")
    .meta({ title: "Name", description: "Of the header or parameter that carries the key." });
  const where = z.enum(["header", "query"]).default("header").meta({ title: "Sent in" });
  return { kind: "api-key", title, fields: z.object({ key, name, in: where }) };
}

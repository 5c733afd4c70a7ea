import type { FastifyReply, FastifyRequest } from "fastify";
import { newSecret } from "../account/random-secret.ts";
import type { Settings } from "../account/settings.ts";
import { needsSecureCookies } from "./cookie-safety.ts";

const name = "connect";
/** Where the browser shows it: on our pages, and where the application leads back to. */
const paths = ["/connect", "/connector"];
const lifeSeconds = 24 * 3600;
const shape = /^[\w-]{43}$/;

/** What this browser is known by on the connect pages; null when it brought none of ours. */
export function readConnectCookie({ headers }: FastifyRequest): string | null {
  for (const part of (headers.cookie ?? "").split(";")) {
    const [key, value = ""] = part.trim().split("=", 2);
    if (key === name && shape.test(value)) return value;
  }
  return null;
}

/**
 * Sees to it that the browser has one. Lax: the application leads back here by a link, and brings it along; no page of
 * another site can send a form with it.
 */
export async function ensureConnectCookie(
  settings: Pick<Settings, "general">,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<string> {
  const value = readConnectCookie(request) ?? newSecret();
  const secure = (await needsSecureCookies(settings, request)) ? "; Secure" : "";
  reply.header(
    "set-cookie",
    paths.map((path) => `${name}=${value}; Path=${path}; Max-Age=${lifeSeconds}; HttpOnly; SameSite=Lax${secure}`),
  );
  return value;
}

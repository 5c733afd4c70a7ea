import type { FastifyRequest } from "fastify";
import { isThisMachine, listOwnOrigins, type Settings } from "../account/settings.ts";
import { AppError } from "../base/app-error.ts";
import { askedUrl } from "./asked-url.ts";

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * A browser adds a person's cookie to requests that foreign pages make, so what changes something must say that it
 * comes from a page of ours.
 * @throws AppError forbidden
 */
export async function assertOwnOrigin(settings: Settings, request: FastifyRequest): Promise<void> {
  if (safeMethods.has(request.method)) {
    return;
  }
  const own = await listOwnOrigins(settings, askedUrl(request));
  const { origin } = request.headers;
  if (origin === undefined || !own.includes(origin)) {
    throw new AppError("forbidden", {
      message: `A signed-in person's request must come from ${own[0]}: open the console there, or use a bearer token.`,
      details: { origin: origin ?? null },
    });
  }
}

/** Whether its cookies are for https only: always, but on this machine without https. */
export async function needsSecureCookies(
  settings: Pick<Settings, "general">,
  request: FastifyRequest,
): Promise<boolean> {
  const asked = askedUrl(request);
  if (asked.protocol === "https:") {
    return true;
  }
  return !isThisMachine(asked.host) && (await settings.general()).publicUrl.startsWith("https:");
}

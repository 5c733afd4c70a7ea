import { ConnectorError } from "@velodrome/kit";
import { z } from "zod";

/** A name of letters, digits and the like; empty: none is sent. */
export const idempotencyHeader = z
  .string()
  .trim()
  .max(100)
  .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]*$/, "a header's name has no spaces")
  .optional();

export const properties = z.object({
  baseUrl: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .refine((address) => isBare(address), "it must end with its path: no name, query or fragment")
    .optional()
    .meta({
      title: "Base address",
      description:
        "Where the application is reached, as https://api.example.com/v1. Credentials are sent nowhere else.",
    }),
  idempotencyHeader: idempotencyHeader.meta({
    title: "Header for the mark of a call",
    description:
      "By it the application knows a call that is made again. Idempotency-Key unless another is given; leave it empty for none.",
  }),
});

function isBare(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { username, password, search, hash } = new URL(address);
  return `${username}${password}${search}${hash}` === "";
}

/**
 * The address a request goes to. A path is taken below the base; a whole address must lie there too when credentials go
 * with it, so that a cycle's data cannot lead them elsewhere. Throws `ConnectorError`: `address_invalid`,
 * `address_outside_base`, `base_address_missing`.
 */
export function addressFor(target: string, baseUrl: string | undefined, hasCredentials: boolean): URL {
  const isWhole = /^[a-z][a-z0-9+.-]*:/i.test(target.trim());
  if (baseUrl === undefined) {
    if (isWhole && !hasCredentials) return wholeAddress(target);
    throw refusal(
      "base_address_missing",
      "The connection has no base address, without which it takes no paths and sends no credentials. Enter it in the connection.",
    );
  }
  const url = isWhole ? wholeAddress(target) : belowBase(target, baseUrl);
  if ((hasCredentials || !isWhole) && !isBelow(url, new URL(baseUrl))) {
    throw refusal(
      "address_outside_base",
      `The address does not lie below the connection's base address ${baseUrl}, so nothing was sent. Use a path below it, or another connection.`,
    );
  }
  return url;
}

/** A path is always meant below the base, also one that begins with a slash. */
function belowBase(path: string, baseUrl: string): URL {
  return wholeAddress(`${baseUrl.replace(/\/+$/, "")}/${path.trim().replace(/^[/\\]+/, "")}`);
}

function wholeAddress(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url !== null && /^https?:$/.test(url.protocol) && url.username === "" && url.password === "") return url;
  throw refusal(
    "address_invalid",
    "This is neither a path nor an http or https address without a user name. Correct the step's address.",
  );
}

function isBelow(url: URL, base: URL): boolean {
  const root = base.pathname.replace(/\/+$/, "");
  const below = url.pathname === root || url.pathname.startsWith(`${root}/`);
  return url.origin === base.origin && below && !climbs(url.pathname);
}

/** Plain `..` is resolved already; one that is hidden behind an encoded slash may be resolved by whoever gets it. */
function climbs(pathname: string): boolean {
  return pathname
    .replaceAll(/%2f|%5c/gi, "/")
    .replaceAll(/%2e/gi, ".")
    .split("/")
    .includes("..");
}

function refusal(code: string, message: string): ConnectorError {
  return new ConnectorError(code, { message, kind: "terminal" });
}

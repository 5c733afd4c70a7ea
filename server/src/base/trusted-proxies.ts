import ipaddr from "ipaddr.js";

const names = new Set(["loopback", "linklocal", "uniquelocal"]);

/**
 * Whose `X-Forwarded-*` headers are believed: names of ranges, networks and addresses; `off` is nobody.
 * @throws Error that names the entry that is none of these
 */
export function parseTrustedProxies(text: string): readonly string[] {
  if (text === "off") {
    return [];
  }
  return text.split(",").map((entry) => {
    const proxy = entry.trim();
    if (!names.has(proxy) && !ipaddr.isValid(proxy) && !ipaddr.isValidCIDR(proxy)) {
      throw new Error(`${JSON.stringify(proxy)} is none of these`);
    }
    return proxy;
  });
}

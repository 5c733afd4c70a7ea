import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

type Range = ReturnType<typeof ipaddr.parseCIDR>;

/** Which addresses cycles may call. */
export interface EgressPolicy {
  /** Whether a connection to `address`, reached by the name `host`, may be opened. */
  permits(host: string, address: string): boolean;
}

/** A call was not made because its address is a private or otherwise inner one. Its code is passed on as the step's. */
export class EgressRefusedError extends Error {
  override readonly name = "EgressRefusedError";
  readonly code = "address_not_allowed";

  constructor(host: string, address: string) {
    const where = host === address ? address : `${host} (${address})`;
    super(`${where} is a private address. To allow it, add it to VELODROME_EGRESS_ALLOW.`);
  }
}

// Azure's metadata and wire server: answers every machine there, from an address of the public range.
const alsoRefused = ["168.63.129.16"];

/**
 * Only public unicast addresses are allowed, and what `allow` names: networks (`10.1.0.0/16`), addresses, or hosts.
 * An allowed host may resolve to anything. Addresses that carry an IPv4 one inside (mapped, NAT64, 6to4) are judged as
 * what they are, so they are not a way around. Throws for an entry that is none of these.
 */
export function createEgressPolicy(allow: readonly string[]): EgressPolicy {
  const hosts = new Set<string>();
  const ranges: Range[] = [];
  for (const entry of allow) {
    const text = entry.trim().toLowerCase();
    if (isNetwork(text)) ranges.push(ipaddr.parseCIDR(text));
    else if (isIP(text) !== 0) ranges.push(wholeAddress(text));
    else if (/^[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?$/.test(text) && !/^[\d.]+$/.test(text))
      hosts.add(text.replace(/\.$/, ""));
    else throw new Error(`"${entry}" is not a network, an address or a host, such as 10.1.0.0/16 or crm.internal.`);
  }
  return {
    permits(host, address) {
      if (hosts.has(host.toLowerCase().replace(/\.$/, ""))) return true;
      if (isIP(address) === 0) return false;
      const parsed = ipaddr.process(address);
      if (ranges.some((range) => range[0].kind() === parsed.kind() && parsed.match(range))) return true;
      return parsed.range() === "unicast" && !alsoRefused.includes(parsed.toString());
    },
  };
}

function wholeAddress(text: string): Range {
  const address = ipaddr.process(text);
  return [address, address.kind() === "ipv4" ? 32 : 128];
}

/** ipaddr.js takes short and octal spellings too (`10.1/16`), which people and machines read differently. */
const isNetwork = (text: string): boolean => isIP(text.split("/")[0] ?? "") !== 0 && ipaddr.isValidCIDR(text);

import { lookup as dnsLookup, type LookupAddress, type LookupOptions } from "node:dns";
import { isIP } from "node:net";
import { Agent, buildConnector, type Dispatcher } from "undici";
import { createEgressPolicy, EgressRefusedError, type EgressPolicy } from "./egress-policy.ts";

type LookupCallback = (error: Error | null, address: string | LookupAddress[], family?: number) => void;
type Lookup = (
  hostname: string,
  options: LookupOptions,
  callback: (error: Error | null, addresses: LookupAddress[]) => void,
) => void;

/** Of one address; as many as a worker may have places, so that these alone say how many calls of runs go out at once. */
const connections = 1000;
const idleMs = 60_000;
const connectTimeoutMs = 10_000;

const systemLookup: Lookup = (hostname, options, callback) => dnsLookup(hostname, { ...options, all: true }, callback);

/**
 * The way out for calls whose address a cycle chooses. What a name resolves to is checked where the socket is opened,
 * so a name that resolves differently the second time (DNS rebinding) gains nothing; a name with one forbidden
 * address among good ones is refused whole. A refusal is an `EgressRefusedError` in the error's chain of causes.
 * @internal
 */
export function createEgressDispatcher(policy: EgressPolicy, lookup: Lookup = systemLookup): Dispatcher {
  const connect = buildConnector({
    timeout: connectTimeoutMs,
    lookup: (hostname: string, options: LookupOptions, callback: LookupCallback) =>
      lookup(hostname, options, (error, addresses) => {
        if (error) return callback(error, []);
        const refused = addresses.find(({ address }) => !policy.permits(hostname, address));
        if (refused) return callback(new EgressRefusedError(hostname, refused.address), []);
        const [first] = addresses;
        if (options.all || !first) return callback(null, addresses);
        return callback(null, first.address, first.family);
      }),
  });
  return new Agent({
    keepAliveTimeout: idleMs,
    connections,
    connect(options, callback) {
      // A socket to a literal address never asks for a look-up.
      const literal = options.hostname.replace(/^\[|\]$/g, "");
      if (isIP(literal) !== 0 && !policy.permits(literal, literal)) {
        return callback(new EgressRefusedError(literal, literal), null);
      }
      return connect(options, callback);
    },
  });
}

/** The way out to a Setup's own graph address: the partner named it, so any address may stand there. @internal */
export const createTrustedDispatcher = (): Dispatcher =>
  new Agent({ keepAliveTimeout: idleMs, connections, connect: { timeout: connectTimeoutMs } });

/** The way out for a Setup's calls: to its own graph address any, everywhere else a guarded one. */
export type WayOut = (setup: { graphUrl: string | null }) => Pick<Dispatcher, "dispatch">;

/** `allow`: networks and hosts that may be called although they are private (`VELODROME_EGRESS_ALLOW`). */
export function createWayOut(allow: readonly string[]): WayOut {
  const guarded = createEgressDispatcher(createEgressPolicy(allow));
  const trusted = createTrustedDispatcher();
  const trusting = (graphUrl: string): ReturnType<WayOut> => {
    const { origin: own } = new URL(graphUrl);
    // A connector may also call addresses that a cycle names, and those are nobody's own.
    return {
      dispatch: (options, handler) => (String(options.origin) === own ? trusted : guarded).dispatch(options, handler),
    };
  };
  // A Setup is read anew after some seconds: until then its address is taken apart once, and not for every call.
  const ways = new WeakMap<Parameters<WayOut>[0], ReturnType<WayOut>>();
  return (setup) => {
    if (setup.graphUrl === null) return guarded;
    let way = ways.get(setup);
    if (way === undefined) ways.set(setup, (way = trusting(setup.graphUrl)));
    return way;
  };
}

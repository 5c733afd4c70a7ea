import { type CallContext, type Connector, ConnectorError, type Registration, type TokenFacts } from "@velodrome/kit";
import { z } from "zod";

/** What stands at the fake application, and how it answers. */
export interface PageWorld {
  check: { name: string } | ConnectorError;
  registration: Registration | null | ConnectorError;
  /** Called while an address is registered, as the application verifies it. */
  verify(wanted: { url: string; verifyToken: string }): Promise<void>;
  /** Of each token; one that is not here is good and says nothing. */
  tokens: Map<string, TokenFacts | ConnectorError>;
  /** Fields by Page; one that is not here is not subscribed. */
  subscriptions: Map<string, readonly string[]>;
  /** Called while a Page is being subscribed. */
  onSubscribe(): Promise<void>;
  /** Of Pages that cannot be asked or subscribed. */
  failures: Map<string, ConnectorError>;
}

export const failed = (code: string, kind: ConnectorError["kind"], details: Record<string, unknown> = {}) =>
  new ConnectorError(code, { message: `It failed: ${code}.`, kind, details });

/** A token of whichever application asks. */
const ofSetup = "of-setup";

export const goodToken: TokenFacts = {
  valid: true,
  fault: null,
  clientId: ofSetup,
  expiresAt: null,
  dataAccessExpiresAt: null,
  scopes: ["read", "write"],
  personId: "p",
  externalId: null,
  targets: null,
};

const orThrow = <T>(answer: T | ConnectorError): T => {
  if (answer instanceof ConnectorError) throw answer;
  return answer;
};

/** A connector named `pages` with an application, webhooks and Pages, all in the test's hands. */
export function createPageConnector(): { connector: Connector; world: PageWorld } {
  const world: PageWorld = {
    check: { name: "Acme Chat" },
    registration: null,
    verify: async () => {},
    tokens: new Map(),
    subscriptions: new Map(),
    onSubscribe: async () => {},
    failures: new Map(),
  };
  const trigger = { title: "T", description: "It came.", output: z.looseObject({}) };
  const connector: Connector = {
    name: "pages",
    title: "Pages",
    description: "Pages that are not there.",
    categories: [],
    logo: "<svg/>",
    version: "1.0.0",
    setup: {
      need: "required",
      graphVersion: "v26.0",
      versions: [
        { version: "v26.0", until: null },
        { version: "v25.0", until: "2028-07-29" },
        { version: "v21.0", until: "2027-01-21" },
        { version: "v20.0", until: "2026-09-24" },
      ],
      scopes: ["read", "write"],
    },
    auth: [{ kind: "none", title: "None" }],
    properties: z.object({}),
    triggers: { message: trigger, read: trigger },
    actions: {},
    lookups: {},
    rateLimit: null,
    application: applicationOf(world),
    webhooks: webhooksOf,
    target: targetOf(world),
  };
  return { connector, world };
}

const applicationOf = (world: PageWorld): Connector["application"] => ({
  check: async () => orThrow(world.check),
  readRegistration: async () => orThrow(world.registration),
  async register(_context, wanted) {
    await world.verify(wanted);
    world.registration = { url: wanted.url, active: true, fields: [...wanted.fields] };
  },
  async inspectToken({ setup }, token) {
    const facts = orThrow(world.tokens.get(token) ?? goodToken);
    return facts.clientId === ofSetup ? { ...facts, clientId: setup.clientId } : facts;
  },
  readPrivacyRequest: () => null,
});

const webhooksOf: Connector["webhooks"] = {
  handshake: ({ mode, token }) =>
    mode === "subscribe"
      ? { kind: "challenge", verifyToken: String(token), answer: "challenge" }
      : { kind: "wrong_mode" },
  authenticate({ headers }, secrets) {
    const { signature } = headers;
    if (signature === undefined) return "no_signature";
    return secrets.includes(String(signature)) ? "genuine" : "wrong_signature";
  },
  split: () => [],
  triggersOf: () => [],
  acknowledgement: "TAKEN",
};

const targetOf = (world: PageWorld): Connector["target"] => {
  const orFail = ({ credentials }: CallContext) => {
    const failure = world.failures.get(credentials.externalId);
    if (failure !== undefined) throw failure;
    return credentials.externalId;
  };
  return {
    identify: async (context) => ({ externalId: orFail(context), name: "Page" }),
    subscribe: async (context, fields) => {
      await world.onSubscribe();
      world.subscriptions.set(orFail(context), fields);
    },
    unsubscribe: async (context) => {
      world.subscriptions.delete(orFail(context));
    },
    readSubscription: async (context) => world.subscriptions.get(orFail(context)) ?? null,
    contactUrl: (externalId) => `https://pages.example/${externalId}`,
    fields: ["messages", "postbacks"],
    fieldsOf: (methods) => (methods.includes("read") ? ["reads"] : []),
  };
};

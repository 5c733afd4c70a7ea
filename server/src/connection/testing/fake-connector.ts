import { type CallContext, type Connector, ConnectorError, defineAction, type HttpClient } from "@velodrome/kit";
import { z } from "zod";

/** How the fake application answers: whose each token is, or what it throws. */
export interface FakeApplication {
  tokens: Map<string, { externalId: string; name: string | null } | ConnectorError>;
  subscribe: ConnectorError | null;
  /** Tokens that were asked about and Pages that were subscribed, in order. */
  identified: string[];
  subscribed: string[];
}

export const refusedToken = new ConnectorError("token_invalid", {
  message: "It no longer accepts this token.",
  kind: "terminal",
  reauthenticate: true,
  details: { code: 190 },
});

export const unreachable = new ConnectorError("unreachable", { message: "Nothing answers.", kind: "retryable" });

const say = defineAction({
  title: "Say",
  description: "Says a text.",
  input: z.object({
    recipient: z.string().min(1).meta({ title: "Recipient" }),
    text: z.string().max(20).meta({ title: "Text" }),
    tone: z.enum(["plain", "loud"]).default("plain"),
    times: z.number().int().min(1).optional(),
  }),
  output: z.object({ id: z.string() }),
  repeat: "reconcile",
  outcomeOf: () => ({ id: "1" }),
  call: async () => ({ id: "1" }),
});

const note = defineAction({
  title: "Note",
  description: "Takes whatever it gets.",
  input: z.looseObject({}),
  output: z.unknown(),
  repeat: "safe",
  call: async () => null,
});

const trigger = (title: string) => ({
  title,
  description: `${title} came.`,
  output: z.looseObject({ text: z.string() }),
});

/** A connector named `chat` whose application is in the test's hands. */
export function createFakeConnector(): { connector: Connector; application: FakeApplication; http: HttpClient } {
  const application: FakeApplication = { tokens: new Map(), subscribe: null, identified: [], subscribed: [] };
  const connector: Connector = {
    name: "chat",
    title: "Chat",
    description: "A chat that is not there.",
    categories: ["Messaging"],
    logo: "<svg/>",
    version: "1.0.0",
    setup: {
      need: "required",
      graphVersion: "v25.0",
      versions: [{ version: "v25.0", until: null }],
      scopes: ["read", "write"],
    },
    auth: [{ kind: "none", title: "None" }],
    properties: z.object({}),
    lookups: {},
    rateLimit: null,
    application: null,
    triggers: { message: trigger("Message"), postback: trigger("Postback"), any: trigger("Anything") },
    actions: { say, note },
    webhooks: null,
    target: {
      async identify({ credentials }: CallContext) {
        application.identified.push(credentials.accessToken);
        const answer = application.tokens.get(credentials.accessToken) ?? refusedToken;
        if (answer instanceof ConnectorError) throw answer;
        return answer;
      },
      async subscribe({ credentials }: CallContext) {
        if (application.subscribe !== null) throw application.subscribe;
        application.subscribed.push(credentials.externalId);
      },
      async unsubscribe({ credentials }: CallContext) {
        const at = application.subscribed.indexOf(credentials.externalId);
        if (at >= 0) application.subscribed.splice(at, 1);
      },
      readSubscription: async ({ credentials }: CallContext) =>
        application.subscribed.includes(credentials.externalId) ? ["messages"] : null,
      contactUrl: (externalId) => `https://chat.example/${externalId}`,
      fields: ["messages"],
      fieldsOf: () => [],
    },
  };
  const http: HttpClient = {
    request: async () => {
      throw new Error("The fake connector calls nothing.");
    },
  };
  return { connector, application, http };
}

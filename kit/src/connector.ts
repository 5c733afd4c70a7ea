import type { EventKind } from "@velodrome/contract";
import type { z } from "zod";
import type { HttpClient } from "./http-client.ts";

/** The partner's values of one Setup, opened. `clientSecrets` has the newest first; two may be live during a rotation. */
export interface SetupValues {
  clientId: string;
  clientSecrets: readonly string[];
  graphUrl: string | null;
  dialogUrl: string | null;
  graphVersion: string;
}

/** What a connection keeps sealed: the outside thing it stands for (a Page) and its token. */
export interface Credentials {
  externalId: string;
  accessToken: string;
}

/** What every outside call gets. */
export interface CallContext {
  setup: SetupValues;
  credentials: Credentials;
  http: HttpClient;
  /** Ended when the run is cancelled or the process lets go of it. */
  signal: AbortSignal;
}

/** What an action gets besides its input. `stepRunId` is the same for every attempt of one step of one run. */
export interface ActionContext extends CallContext {
  stepRunId: string;
}

/**
 * What to do when a process died between sending a call and noting its result:
 * `safe` calls can simply be made again; `reconcile` calls leave a mark by which one can find out; `unsafe` ones do not.
 */
export const repeatKinds = ["safe", "reconcile", "unsafe"] as const;
export type RepeatKind = (typeof repeatKinds)[number];

export interface Action<Input extends z.ZodObject = z.ZodObject, Output extends z.ZodType = z.ZodType> {
  title: string;
  description: string;
  input: Input;
  output: Output;
  repeat: RepeatKind;
  call(context: ActionContext, input: z.output<Input>): Promise<z.input<Output>>;
}

export interface Trigger {
  title: string;
  description: string;
  /** Shape of the item as the application sends it: documentation and forms, not a check. */
  output: z.ZodType;
}

/** One thing out of one request, as the connector sees it. */
export interface IncomingItem {
  kind: EventKind;
  /** `messaging`, `standby` or `changes`; `none` for what came in none of them. */
  channel: string;
  /** The Page it belongs to; null when the item does not say. */
  externalId: string | null;
  person: string | null;
  /** What runs of it must not overlap: Page and person, or Page and kind. */
  lane: string;
  /** What makes it the same thing when it is sent again; null: its whole content does. */
  identity: string | null;
  /** When it happened by its own account, in ms since 1970. */
  occurredAt: number | null;
  /** Trigger methods that want it; empty for what no trigger takes unasked (standby, our own echoes). */
  triggers: readonly string[];
  /** Of the application's notice of one of our own calls: the `stepRunId` that call carried. */
  correlation: string | null;
  /** The application's id of it (a mid), to search by. */
  reference: string | null;
  /** Its text, to search by. */
  text: string | null;
  /** The item as it was sent, as JSON text; integers beyond 2^53 have become strings. */
  item: string;
  /** A body that is not JSON, byte by byte; `item` is the JSON text `null` then. */
  raw?: Buffer;
}

/** A request to a webhook address as it came in; `headers` in small letters. */
export interface WebhookRequest {
  headers: Readonly<Record<string, string | string[] | undefined>>;
  query: Readonly<Record<string, unknown>>;
  body: Buffer;
}

export type Handshake = { kind: "challenge"; verifyToken: string; answer: string } | { kind: "wrong_mode" };
export type Authenticity = "genuine" | "no_signature" | "wrong_signature";

/** How an application's webhooks are taken in. All of it is pure: storing and answering are the server's. */
export interface Webhooks {
  /** Reads the verification request; whether `verifyToken` is right is for the server to say. */
  handshake(query: Readonly<Record<string, unknown>>): Handshake;
  /** Checks the signature over the raw bytes, in constant time, against every live secret. */
  authenticate(request: WebhookRequest, clientSecrets: readonly string[]): Authenticity;
  /** Every item of a body, in order. Never throws: what it does not know is `unknown`, a body without items is one `unknown`. */
  split(body: Buffer, setup: { clientId: string }): readonly IncomingItem[];
  /** What is answered once everything is stored. */
  acknowledgement: string;
}

export interface Connector {
  /** kebab-case and never changed: it stands in cycles and addresses. */
  name: string;
  title: string;
  description: string;
  categories: readonly string[];
  /** Inline SVG, 24 × 24. */
  logo: string;
  setup: { graphVersion: string; scopes: readonly string[] };
  triggers: Readonly<Record<string, Trigger>>;
  actions: Readonly<Record<string, Action>>;
  webhooks: Webhooks | null;
  /** Asks the application whose token this is: `GET /me` for a Page. Throws `ConnectorError` when it is refused. */
  identify(context: CallContext): Promise<{ externalId: string; name: string | null }>;
  /** Makes the application send this connection's events to the Setup's address. */
  subscribe(context: CallContext): Promise<void>;
}

/** Every connector by its name, handed down from the composition. */
export type ConnectorMap = ReadonlyMap<string, Connector>;

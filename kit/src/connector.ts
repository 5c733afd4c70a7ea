import type { EventKind } from "@velodrome/contract";
import type { z } from "zod";
import type { Application } from "./application.ts";
import type { Auth } from "./auth.ts";
import type { ActionContext, CallContext } from "./call-context.ts";
import type { HttpResponse } from "./http-client.ts";
import type { Lookup } from "./lookup.ts";
import type { Pressure } from "./pressure.ts";
import type { SetupValues } from "./setup-values.ts";

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
  /** Where that depends on what is called: of one input. */
  repeatOf?(input: z.output<Input>): RepeatKind;
  /**
   * Of a `reconcile` action: what its call would have answered, read from the application's notice of it: the item whose
   * `correlation` is the call's `stepRunId`. It fits `output`.
   */
  outcomeOf?(notice: unknown): unknown;
  /** A person outside gets or sees what it does: before it is only tried, whoever builds the cycle is asked. */
  reachesPerson?: boolean;
  /** Of this method, per connection. */
  rateLimit?: RateLimit;
  call(context: ActionContext, input: z.output<Input>): Promise<z.input<Output>>;
}

export interface Trigger {
  title: string;
  description: string;
  /** Shape of the item as the application sends it: documentation and forms, not a check. */
  output: z.ZodType;
  /**
   * Events that it takes only when its step asks for them, by name. `triggersOf` names such an event's methods with it:
   * `message@standby`.
   */
  asides?: Readonly<Record<string, Aside>>;
}

export interface Aside {
  title: string;
  description: string;
  /** What actions of the same connection cause, those that have `outcomeOf`: a cycle may not answer to it by such a one. */
  isOwn?: boolean;
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

/** An item as it was kept. */
export interface KeptItem {
  kind: string;
  channel: string;
  /** Parsed. */
  item: unknown;
}

/** What an application says of messages that were sent to a person. */
export interface Receipt {
  state: "delivered" | "seen";
  /** Its ids of the messages (mids) that are meant. */
  mids: readonly string[];
  /** It is so of all until then, in ms since 1970; null where only those with a mid are meant. */
  until: number | null;
}

/** How an application's webhooks are taken in. All of it is pure: storing and answering are the server's. */
export interface Webhooks {
  /** Reads the verification request; whether `verifyToken` is right is for the server to say. */
  handshake(query: Readonly<Record<string, unknown>>): Handshake;
  /** Checks the signature over the raw bytes, in constant time, against every live secret. */
  authenticate(request: WebhookRequest, clientSecrets: readonly string[]): Authenticity;
  /** Every item of a body, in order. Never throws: what it does not know is `unknown`, a body without items is one `unknown`. */
  split(body: Buffer, setup: { clientId: string }): readonly IncomingItem[];
  /** The same as an item's `triggers`, of an item that was kept: it is run again, or by its new owner. */
  triggersOf(event: KeptItem, setup: { clientId: string }): readonly string[];
  /** What a kept event says of messages that were sent; null where it says nothing of them. Left out by who never tells. */
  receiptOf?(event: KeptItem): Receipt | null;
  /** What is answered once everything is stored. */
  acknowledgement: string;
}

/** How many calls a connection may make. */
export interface RateLimit {
  calls: number;
  perMs: number;
  /**
   * Whose limit it is: where this answers false, something else than the application stands at the Setup's addresses, and
   * what that bears it says itself (`pressure`). Always, when left out.
   */
  holdsFor?(setup: SetupValues): boolean;
}

/** Versions of the application's API and the day (ISO) each stops being served; null where it has not said. */
export interface ApiVersion {
  version: string;
  until: string | null;
}

/** What the partner enters once for a connector. */
export interface SetupShape {
  /** `required`: nothing can be connected before there is one. `none`: there is nothing to enter. */
  need: "required" | "optional" | "none";
  graphVersion: string;
  versions: readonly ApiVersion[];
  scopes: readonly string[];
}

/** What a connection's outside thing (a Page) can be asked to do for us. Every call throws `ConnectorError`. */
export interface TargetActs {
  /** Asks the application whose token this is: `GET /me` for a Page. */
  identify(context: CallContext): Promise<{ externalId: string; name: string | null }>;
  /** Makes the application send this target's events. The whole list is named each time: it may replace an earlier one. */
  subscribe(context: CallContext, fields: readonly string[]): Promise<void>;
  unsubscribe(context: CallContext): Promise<void>;
  /** Fields subscribed for our application; null when it is not subscribed at all. */
  readSubscription(context: CallContext): Promise<readonly string[] | null>;
  /** Where a person writes to it (`https://m.me/…`); below `dialogUrl` where that is a stand-in's. */
  contactUrl(externalId: string, dialogUrl: string | null): string;
  /** Fields that are always wanted. */
  fields: readonly string[];
  /** Of these, the one by which the application tells of our own calls, where it does. */
  noticeField?: string;
  /** Fields that these trigger methods need besides. */
  fieldsOf(methods: readonly string[]): readonly string[];
}

export interface Connector {
  /** kebab-case and never changed: it stands in cycles and addresses. */
  name: string;
  title: string;
  description: string;
  /** Release of the connector itself, `1.0.0`. */
  version: string;
  categories: readonly string[];
  /** Inline SVG, 24 × 24. */
  logo: string;
  setup: SetupShape;
  /** At least one; the first is what a connection gets unless a person chooses. */
  auth: readonly Auth[];
  /** What a connection is asked for besides its credentials. */
  properties: z.ZodObject;
  triggers: Readonly<Record<string, Trigger>>;
  actions: Readonly<Record<string, Action>>;
  lookups: Readonly<Record<string, Lookup>>;
  /** Calls of one connection, all methods together; a method's own limit stands in its action. */
  rateLimit: RateLimit | null;
  /** What an answer says about how much more may be asked (usage headers, `Retry-After`, error codes). Pure and cheap. */
  pressure?: (response: HttpResponse) => readonly Pressure[];
  webhooks: Webhooks | null;
  /** Null for connectors that know no application of the partner's. */
  application: Application | null;
  /** Null for connectors whose connections stand for nothing outside. */
  target: TargetActs | null;
}

/** Every connector by its name, handed down from the composition. */
export type ConnectorMap = ReadonlyMap<string, Connector>;

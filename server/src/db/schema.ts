import type { ColumnType, Generated } from "kysely";
import type { AccountTable, AccountVariableTable } from "./account-schema.ts";
import type { DefaultedJson, Json, Moment, NullableJson, NullableMoment } from "./schema-column.ts";

export interface SetupTable {
  id: string;
  connector: string;
  name: string;
  key: string;
  client_id: string;
  key_id: string;
  client_secrets: Buffer;
  verify_token: Buffer | null;
  verify_hmac: Buffer | null;
  config_id: string | null;
  scopes: string[];
  graph_url: string | null;
  dialog_url: string | null;
  graph_version: string;
  login_kind: Generated<"facebook-login" | "login-for-business">;
  system_user_token: Generated<boolean>;
  shared_pages: Generated<"refuse" | "each">;
  is_default: Generated<boolean>;
  app_name: string | null;
  checked_at: NullableMoment;
  ticks: DefaultedJson;
  verified_by: string | null;
  registration: NullableJson;
  genuine_at: NullableMoment;
  check_failure: NullableJson;
  looked_at: NullableMoment;
  look_failure: NullableJson;
  look_due_at: Moment;
  resubscribe_since: NullableMoment;
  signed_in_at: NullableMoment;
  resubscription: NullableJson;
  base_id: string | null;
  own_apps: Generated<boolean>;
  live: Generated<boolean>;
  hold_hours: Generated<number>;
  verified_at: NullableMoment;
  created_at: Moment;
}

export interface SetupCountTable {
  setup_id: string;
  reason: string;
  count: string;
  last_at: Date;
  first_at: Date | null;
  recent: Generated<string>;
}

export interface ConnectionTable {
  account_id: string;
  id: string;
  connector: string;
  setup_id: string | null;
  name: string;
  status: "new" | "page_required" | "authenticated" | "needs_reauthentication" | "disabled";
  external_id: string | null;
  external_name: string | null;
  key_id: string | null;
  credentials: Buffer | null;
  verify_token: Buffer | null;
  verify_hmac: Buffer | null;
  auth: string | null;
  properties: DefaultedJson;
  reason: NullableJson;
  person_id: string | null;
  person_name: string | null;
  subscribed_fields: string[] | null;
  sign_in: NullableJson;
  created_at: Moment;
  updated_at: Moment;
  refreshing_until: NullableMoment;
  rejected: Generated<boolean>;
  answered_at: NullableMoment;
}

export interface SignInTable {
  account_id: string;
  id: string;
  connection_id: string;
  kind: "authorize" | "setup-link";
  status: "waiting" | "started" | "choosing" | "connected" | "failed";
  token_hash: Buffer;
  expires_at: Moment;
  return_url: string | null;
  origin: string;
  cookie_hash: Buffer | null;
  state_hash: Buffer | null;
  state_expires_at: NullableMoment;
  state_used_at: NullableMoment;
  key_id: string | null;
  secrets: Buffer | null;
  person_id: Generated<string | null>;
  outcome: NullableJson;
  created_at: Moment;
}

export interface ConnectionCheckTable {
  connection_id: string;
  account_id: string;
  credentials_digest: Buffer;
  fields: string[] | null;
  fields_at: NullableMoment;
  fields_failure: NullableJson;
  token: NullableJson;
  token_at: NullableMoment;
  token_failure: NullableJson;
}

export interface CycleTable {
  account_id: string;
  id: string;
  name: string;
  status: Generated<"draft" | "running" | "stopped">;
  draft: Json;
  revision: Generated<number>;
  version: number | null;
  retention: DefaultedJson;
  concurrency: number | null;
  created_at: Moment;
  updated_at: Moment;
  deleted_at: NullableMoment;
  folder: string | null;
  tags: Generated<string[]>;
  started_at: NullableMoment;
  unanswered_since: NullableMoment;
}

export interface CycleBacklogTable {
  account_id: string;
  cycle_id: string;
  version: number;
  actor: string;
  since: Moment;
  after: string;
  runs: Generated<number>;
  listening_at: NullableMoment;
}

export interface CycleVersionTable {
  account_id: string;
  cycle_id: string;
  version: number;
  document: Json;
  note: string | null;
  /** As the audit names who did something; null in versions of releases that did not keep it. */
  published_by: string | null;
  /** Which release's templates and expressions it takes. */
  language: Generated<number>;
  created_at: Moment;
}

export interface ListenerTable {
  setup_id: string;
  external_id: string;
  method: string;
  account_id: string;
  cycle_id: string;
  version: number;
  step: string;
  ordinal: number;
  once: Generated<boolean>;
  answers: "also" | "only" | null;
}

export interface EventTable {
  account_id: string;
  id: string;
  source_id: string;
  setup_id: string | null;
  connection_id: string | null;
  connector: string;
  kind: string;
  channel: string;
  external_id: string | null;
  person: string | null;
  lane: string;
  reference: string | null;
  correlation: string | null;
  excerpt: string | null;
  routed: boolean;
  occurred_at: NullableMoment;
  received_at: Moment;
  item: Json;
  raw: Buffer | null;
}

export interface RunLiveTable {
  account_id: string;
  id: string;
  cycle_id: string;
  version: number;
  origin: "event" | "replay" | "retry" | "manual" | "answer";
  event_id: string | null;
  trigger: string;
  retry_of: string | null;
  shard: number;
  lane: string;
  seq: ColumnType<string, string | number, string | number>;
  status: "queued" | "running" | "sleeping" | "waiting" | "held";
  due: Generated<boolean>;
  due_at: NullableMoment;
  lane_held: Generated<boolean>;
  parked: Generated<boolean>;
  wish: "hold" | "cancel" | null;
  revision: Generated<number>;
  crashes: Generated<number>;
  state: Json | null;
  attempt: Json | null;
  held_at: NullableMoment;
  may_answer: string | null;
  awaits_step: string | null;
  awaits_key: string | null;
  created_at: Moment;
  started_at: NullableMoment;
}

export interface RunTable {
  account_id: string;
  id: string;
  cycle_id: string;
  version: number;
  origin: "event" | "replay" | "retry" | "manual" | "answer";
  event_id: string | null;
  trigger: string;
  retry_of: string | null;
  lane: string;
  status: "succeeded" | "failed" | "cancelled" | "absorbed";
  error: Json | null;
  created_at: Moment;
  started_at: NullableMoment;
  finished_at: Moment;
  absorbed_by: string | null;
}

/** The view over `run_live` and `run`. */
export interface RunAllView {
  account_id: string;
  id: string;
  cycle_id: string;
  version: number;
  origin: "event" | "replay" | "retry" | "manual" | "answer";
  event_id: string | null;
  trigger: string;
  retry_of: string | null;
  lane: string;
  status: RunLiveTable["status"] | RunTable["status"];
  error: unknown;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
  due_at: Date | null;
  attempt: unknown;
  absorbed_by: string | null;
}

export interface StepRunTable {
  account_id: string;
  run_id: string;
  id: string;
  step: string;
  path: string;
  number: number;
  status: "intended" | "succeeded" | "failed" | "skipped" | "uncertain" | "sleeping" | "waiting";
  port: string | null;
  repeated: boolean;
  input: Json | null;
  output: Json | null;
  request: Json | null;
  response: Json | null;
  error: Json | null;
  started_at: Moment;
  finished_at: NullableMoment;
}

/** Every table that is queried through Kysely; `server/migrations/schema.sql` says the rest. */
export interface Schema {
  account: AccountTable;
  account_variable: AccountVariableTable;
  blob: { account_id: string; id: string; bytes: Buffer };
  connection: ConnectionTable;
  connection_check: ConnectionCheckTable;
  cycle: CycleTable;
  cycle_backlog: CycleBacklogTable;
  cycle_version: CycleVersionTable;
  disconnected_page: { setup_id: string; external_id: string };
  event: EventTable;
  installation_secret: { name: string; key_id: string; sealed: Buffer };
  listener: ListenerTable;
  run: RunTable;
  run_all: RunAllView;
  run_live: RunLiveTable;
  setting: { name: string; value: Json };
  setup: SetupTable;
  setup_count: SetupCountTable;
  sign_in: SignInTable;
  step_run: StepRunTable;
}

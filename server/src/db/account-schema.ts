import type { DefaultedJson, Moment, NullableMoment } from "./schema-column.ts";

export interface AccountTable {
  id: string;
  external_id: string | null;
  name: string;
  timezone: string;
  contact_email: string | null;
  retention: DefaultedJson;
  concurrency: number | null;
  created_at: Moment;
  deleted_at: NullableMoment;
}

export interface AccountVariableTable {
  account_id: string;
  name: string;
  value: unknown;
  description: string;
  updated_at: Moment;
}

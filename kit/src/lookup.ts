import type { CallContext } from "./call-context.ts";

export interface LookupQuery {
  /** What the person typed; empty: everything. */
  search: string;
  /** From the page before; null for the first. */
  cursor: string | null;
  /** At most so many choices. */
  limit: number;
}

export interface Choice {
  /** What the field gets. */
  value: string;
  /** What people read. */
  label: string;
}

/** Choices for a field of a method, asked of the application. Throws `ConnectorError`. */
export interface Lookup {
  title: string;
  list(context: CallContext, query: LookupQuery): Promise<{ items: readonly Choice[]; nextCursor: string | null }>;
}

import type { ConnectionCheck } from "../connection-check-store.ts";
import type { ConnectionRecord } from "../connection-store.ts";
import type { CallWait, LastCall } from "../connection-usage.ts";
import type { Pause } from "./pressure-store.ts";
import type { SetupFacts } from "../setup-facts.ts";

/** All that the doctor knows of a connection. */
export interface ConnectionFacts {
  now: number;
  /** The connector's title. */
  title: string;
  record: ConnectionRecord;
  /** Null when its connector does without a Setup. */
  setup: SetupFacts | null;
  check: ConnectionCheck;
  /** Fields that its Page must send. */
  needed: readonly string[];
  /** Permissions that its token must have; null where nobody here knows. */
  permissions: readonly string[] | null;
  lastEventAt: Date | null;
  lastCall: LastCall | null;
  /** Why calls are held back now. */
  pauses: readonly Pause[];
  /** Runs that wait before a call. */
  waits: readonly CallWait[];
}

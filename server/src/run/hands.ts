import type { ConnectorMap } from "@velodrome/kit";
import type { Pool } from "pg";
import type { VariablesOf } from "../account/variable-cache.ts";
import type { Clock } from "../base/clock.ts";
import type { WayOut } from "../base/egress.ts";
import type { Log } from "../base/log.ts";
import type { CredentialsCache } from "../connection/credentials-cache.ts";
import type { ScriptPool } from "../step/script.ts";
import type { CallGate } from "./call-gate.ts";
import type { Checkpoints } from "./checkpoint.ts";
import type { FirstWrite } from "./first-write.ts";
import type { ValueSealer } from "./sealed-values.ts";
import type { Versions } from "./versions.ts";

/** What a run is executed with. */
export interface ExecuteDeps {
  /** Reads what a run inside of a For each goes on with. */
  pool: Pool;
  connectors: ConnectorMap;
  credentials: CredentialsCache;
  gate: CallGate;
  wayOut: WayOut;
  versions: Versions;
  checkpoints: Checkpoints;
  /** Takes what a run writes first that begins with its event. */
  first?: FirstWrite | undefined;
  /** Takes the end of a run that stops its cycle. */
  cycleStops: Pick<Checkpoints, "add">;
  scripts: ScriptPool;
  /** Of what is masked in what is kept of runs. */
  sealer: ValueSealer;
  /** Whether this process still has the run's shard; when it was asleep or cut off, another may have it. */
  isOurs(): boolean;
  /** Says in which accounts there is something to do. */
  touch(accounts: readonly string[]): void;
  /** The variables of an account. */
  variablesOf: VariablesOf;
  /** The time zone of an account. */
  timezoneOf(accountId: string): Promise<string>;
  /** For how many days a run may sleep. */
  sleepDaysOf(run: { accountId: string; cycleId: string }): Promise<number>;
  clock: Clock;
  /** From 0 up to 1. */
  chance: () => number;
  log: Log;
}

/** With what ends when the run is let go of. */
export type Hands = ExecuteDeps & { abort: AbortSignal };

/** A cycle that uses a connection. */
export interface UsingCycle {
  /** Row id. */
  id: string;
  name: string;
  status: "draft" | "running" | "stopped";
  /** Steps of its latest version that call the application with this connection. */
  calls: readonly string[];
}

export interface LastCall {
  at: Date;
  error: { code: string; message: string } | null;
}

/** Runs that wait before a call, for one reason. */
export interface CallWait {
  code: string;
  message: string;
  runs: number;
  /** When the last of them goes on. */
  until: Date;
}

/** What cycles and runs make of connections; handed in, because they know connections and not the other way round. */
export interface ConnectionUsage {
  /** Trigger methods that running cycles listen to, per Page of a Setup. */
  methodsHeard(setupId: string): Promise<ReadonlyMap<string, readonly string[]>>;
  cyclesWith(accountId: string, connectionId: string): Promise<readonly UsingCycle[]>;
  /** The newest attempt of these cycles' calls. */
  lastCall(accountId: string, cycles: readonly UsingCycle[]): Promise<LastCall | null>;
  /** Calls of an account that are not made yet, by their connection. */
  waitingCalls(accountId: string): Promise<ReadonlyMap<string, readonly CallWait[]>>;
}

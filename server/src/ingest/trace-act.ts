import type { TraceAct } from "@velodrome/contract";

const nothing = { account: null, connector: null, setup: null, connection: null, cycle: null, run: null, event: null };

/** What can be done, with what it is done to. */
export const act = (kind: TraceAct["kind"], to: Partial<TraceAct> = {}): TraceAct => ({ ...nothing, ...to, kind });

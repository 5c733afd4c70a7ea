import type { Finding } from "@velodrome/contract";
import { finding, inWords } from "../finding-order.ts";
import type { ConnectionFacts } from "./connection-facts.ts";
import type { Pause } from "./pressure-store.ts";

/** Said by the connection's status. */
const dead = "connection_dead";
/** What only fails is looked after by whoever runs it; what asks for patience, by nobody. */
const failing = "connection_failing";

/** Calls that are held back: because the last ones failed, because the application asked for it, or by a limit. */
export function findPauses({ pauses, waits, record, title }: ConnectionFacts): Finding[] {
  const mender = record.setupId === null ? "partner" : "meta";
  const paused = pauses.map((pause) => {
    const { code, until, method } = pause;
    const runs = waits.find((wait) => wait.code === code)?.runs ?? 0;
    const details = { until: until.toISOString(), method: method === "" ? null : method, runs };
    const message = `${whatOf(pause, title)} paused until ${inWords(until)}. ${pause.message}${waiting(runs)}`;
    return finding("warning", code, message, { mender: code === failing ? mender : "meta", details });
  });
  const told = new Set([dead, ...pauses.map(({ code }) => code)]);
  const byLimit = waits
    .filter(({ code }) => !told.has(code))
    .map(({ code, runs, message, until }) =>
      finding("info", code, `${message}${waiting(runs)}`, { details: { until: until.toISOString(), runs } }),
    );
  return [...paused, ...byLimit];
}

function whatOf({ method, ofSetup }: Pause, title: string): string {
  if (ofSetup) return `Calls of all connections of this Setup to ${title} are`;
  return method === "" ? "Calls are" : `Calls of the method “${method}” are`;
}

function waiting(runs: number): string {
  if (runs === 0) return "";
  return runs === 1 ? " One run waits, and goes on by itself." : ` ${runs} runs wait, and go on by themselves.`;
}

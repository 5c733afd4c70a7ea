import { Pool } from "undici";
import { type SignedMessage, signMessages } from "./messages.ts";

export interface DriverJob {
  readonly url: string;
  readonly tag: string;
  readonly count: number;
  readonly connections: number;
  readonly pageId: string;
  readonly appSecret: string;
}

/** Times are milliseconds; `startedAt` and `endedAt` since 1970. */
export interface DriverResult {
  readonly startedAt: number;
  readonly endedAt: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** Messages that were not answered 200, and what the first of them got. */
  readonly bad: number;
  readonly firstBad: string | null;
}

/** What the driver writes, one JSON object a line. */
export type DriverLine = { readonly sent: number } | { readonly result: DriverResult };

function say(line: DriverLine): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

const now = (): number => performance.timeOrigin + performance.now();

/** Sends the messages as fast as so many connections take them, each its next one when the last is answered. */
async function drive(job: DriverJob, messages: readonly SignedMessage[]): Promise<DriverResult> {
  const { origin, pathname, search } = new URL(job.url);
  const pool = new Pool(origin, { connections: job.connections, pipelining: 1 });
  const latencies: number[] = [];
  let bad = 0;
  let firstBad: string | null = null;
  let next = 0;
  const work = async (): Promise<void> => {
    for (let message = messages[next++]; message !== undefined; message = messages[next++]) {
      const headers = { "content-type": "application/json", "x-hub-signature-256": message.signature };
      const sentAt = performance.now();
      try {
        const response = await pool.request({ path: pathname + search, method: "POST", headers, body: message.body });
        const text = await response.body.text();
        if (response.statusCode !== 200) throw new Error(`${response.statusCode} ${text.slice(0, 200)}`);
      } catch (cause) {
        bad++;
        firstBad ??= String(cause);
      }
      latencies.push(performance.now() - sentAt);
    }
  };
  const progress = setInterval(() => say({ sent: latencies.length }), 1000);
  const startedAt = now();
  await Promise.all(Array.from({ length: job.connections }, work));
  const endedAt = now();
  clearInterval(progress);
  await pool.close();
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { startedAt, endedAt, p50: at(0.5), p99: at(0.99), max: at(1), bad, firstBad };
}

const job = JSON.parse(process.argv[2] ?? "{}") as DriverJob;
// Signed before the clock starts: the driver's own work must not be measured.
say({ result: await drive(job, signMessages(job)) });

import type { LiveWays } from "@velodrome/contract";
import type { Clock } from "../base/clock.ts";
import type { Database } from "../db/database.ts";
import type { Signal } from "../db/signal.ts";
import { WayCounts } from "../run/way-counts.ts";

export interface WayFeedDeps {
  database: Pick<Database, "withAccount">;
  signal: Pick<Signal, "listen">;
  clock: Clock;
  onError(error: unknown): void;
}

/** Opens a feed of one cycle's ways. Answers how to close it. */
export type OpenWays = (
  asked: { accountId: string; cycleId: string; since: Date },
  send: (ways: LiveWays) => void,
) => () => void;

/** Between two looks of one listener: numbers on a drawing need not be newer. */
const pauseMs = 500;

/** On each signal of its account a listener counts the cycle's ways again, and sends them when they have changed. */
export function createWayFeed({ database, signal, clock, onError }: WayFeedDeps): OpenWays {
  return ({ since, ...place }, send) => {
    const counts = new WayCounts(database, place, { since, now: clock.now() });
    let sent = "";
    let pause: NodeJS.Timeout | undefined;
    let [busy, woken, closed] = [false, false, false];
    const look = async () => {
      const ways = await counts.look(clock.now());
      const text = JSON.stringify(ways);
      if (text !== sent && !closed) send(ways);
      sent = text;
    };
    const wake = () => {
      woken = busy;
      if (busy || closed) return;
      busy = true;
      look()
        .catch(onError)
        .finally(() => {
          if (!closed) pause = setTimeout(rest, pauseMs);
        });
    };
    const rest = () => {
      busy = false;
      if (woken) wake();
    };
    const stop = signal.listen((touched) => {
      if (touched.kind === "all" || touched.accounts.has(place.accountId)) wake();
    });
    wake();
    return () => {
      closed = true;
      stop();
      clearTimeout(pause);
    };
  };
}

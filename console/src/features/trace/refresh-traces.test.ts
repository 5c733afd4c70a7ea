import { QueryClient } from "@tanstack/react-query";
import type { Event, Run } from "@velodrome/contract";
import { expect, it } from "vitest";
import { refreshTraces } from "./refresh-traces.ts";

const event = { id: "evt_a", page: "1", person: "2" } as Event;

/** Whether news make the trace of that event old. */
async function isOldAfter(runs: Partial<Run>[], events: Partial<Event>[]): Promise<boolean> {
  const client = new QueryClient();
  const queryKey = ["trace", "demo", { event: "evt_a" }];
  client.setQueryData(queryKey, { event, run: null, findings: [], others: [] });
  await refreshTraces(client, { runs: runs as Run[], events: events as Event[] });
  return client.getQueryState(queryKey)?.isInvalidated ?? false;
}

it("asks again for a trace when a run of its event, or anything of its conversation, is told of", async () => {
  expect(await isOldAfter([{ event: "evt_a" }], [])).toBe(true);
  expect(await isOldAfter([], [{ id: "evt_b", page: "1", person: "2" }])).toBe(true);
});

it("leaves it alone when others are told of", async () => {
  expect(await isOldAfter([{ event: "evt_b" }], [{ id: "evt_c", page: "1", person: "3" }])).toBe(false);
});

import { QueryClient, QueryObserver, InfiniteQueryObserver } from "@tanstack/react-query";
import type { Run, RunWithSteps } from "@velodrome/contract";
import { afterEach, expect, test } from "vitest";
import type { Page } from "../../lib/merge-live.ts";
import { applyLiveRuns } from "./apply-live-runs.ts";
import { runQuery } from "./get-run.ts";
import { runsQuery } from "./list-runs.ts";

const account = "acc_1";
const run = (status: Run["status"]) => ({ id: "run_1", account, status, createdAt: "2026-11-30T10:00:00Z" }) as Run;

const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
afterEach(() => client.clear());

/** What the server answers, one after the other, when it is told to. */
function answers<T>() {
  const asked: PromiseWithResolvers<T>[] = [];
  const ask = () => {
    const next = Promise.withResolvers<T>();
    asked.push(next);
    return next.promise;
  };
  return { ask, asked };
}

function openList() {
  const { ask, asked } = answers<Page<Run>>();
  const observer = new InfiniteQueryObserver(client, { ...runsQuery(account, {}), queryFn: ask });
  const leave = observer.subscribe(() => {});
  const statuses = () => observer.getCurrentResult().data?.pages.flatMap(({ items }) => items.map((one) => one.status));
  return { asked, observer, statuses, leave };
}

const answerOf = (status: Run["status"]): Page<Run> => ({ items: [run(status)], nextCursor: null });

test("news that overtake a list's first answer are laid over it", async () => {
  const { asked, statuses, leave } = openList();
  await applyLiveRuns(client, account, [run("succeeded")]);
  asked[0]?.resolve(answerOf("queued"));
  await expect.poll(statuses).toEqual(["succeeded"]);
  leave();
});

test("an answer to a later question does not take back what news have said meanwhile", async () => {
  const { asked, observer, statuses, leave } = openList();
  asked[0]?.resolve(answerOf("queued"));
  await expect.poll(statuses).toEqual(["queued"]);
  const again = observer.refetch();
  await applyLiveRuns(client, account, [run("succeeded")]);
  asked[1]?.resolve(answerOf("queued"));
  await again;
  await expect.poll(statuses).toEqual(["succeeded"]);
  leave();
});

test("a run whose first answer is under way when it changes is asked for once more", async () => {
  const { ask, asked } = answers<RunWithSteps>();
  const observer = new QueryObserver(client, { ...runQuery(account, "run_1"), queryFn: ask });
  const leave = observer.subscribe(() => {});
  const told = applyLiveRuns(client, account, [run("succeeded")]);
  asked[0]?.resolve(run("queued") as RunWithSteps);
  await expect.poll(() => asked.length).toBe(2);
  asked[1]?.resolve(run("succeeded") as RunWithSteps);
  await told;
  expect(observer.getCurrentResult().data?.status).toBe("succeeded");
  leave();
});

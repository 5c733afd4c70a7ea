import { queryOptions, usePrefetchQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { CycleWithDocument } from "@velodrome/contract";
import { useCallback, useEffect, useRef, useState } from "react";
import { Builder } from "../../features/builder/builder.tsx";
import type { Draft } from "../../features/builder/draft/kept-draft.ts";
import { type Before, historyBefore } from "../../features/builder/draft/kept-histories.ts";
import type { DraftEditor } from "../../features/builder/draft/use-draft.ts";
import { focusField } from "../../features/builder/fields/focus-field.ts";
import { titleIn } from "../../features/builder/step-title.ts";
import { connectionsQuery } from "../../features/connections/list-connections.ts";
import { isDeletedCycle } from "../../features/cycles/deleted-cycle.ts";
import { DeletedCycleNotice } from "../../features/cycles/deleted-cycle-notice.tsx";
import { cycleQuery } from "../../features/cycles/get-cycle.ts";
import { patchCycle } from "../../features/cycles/patch-cycle.ts";
import { runQuery } from "../../features/runs/get-run.ts";
import { texts as common } from "../../lib/texts.ts";
import { Loaded } from "../../ui/loaded.tsx";
import { OutcomeBanner } from "../builder/run-outcome.tsx";
import { RunOnCanvas } from "../builder/run-on-canvas.tsx";
import { useBuilderHost } from "../builder/use-builder-host.tsx";
import { noOutcome, useBuilderRuns } from "../builder/use-builder-runs.tsx";
import { useLastRun } from "../builder/use-samples.ts";
import { texts } from "../texts.ts";

const route = getRouteApi("/frame/accounts/$account/cycles/$cycle/build");

/** The step in the address, so that a link leads to it. */
function useStepInAddress() {
  const { step = null } = route.useSearch();
  const navigate = route.useNavigate();
  const onStep = useCallback(
    (next: string | null) =>
      void navigate({ search: (now) => ({ ...now, step: next ?? undefined }), replace: true, resetScroll: false }),
    [navigate],
  );
  return { step, onStep };
}

/** Other windows of this browser hear at once that the draft has changed. */
function useNeighbourWindows(account: string, cycle: string): () => void {
  const client = useQueryClient();
  const channel = useRef<BroadcastChannel | null>(null);
  useEffect(() => {
    const opened = new BroadcastChannel("velodrome-cycle");
    channel.current = opened;
    opened.addEventListener("message", ({ data }: MessageEvent) => {
      if (data === cycle) void client.invalidateQueries({ queryKey: cycleQuery(account, cycle).queryKey });
    });
    return () => {
      opened.close();
      channel.current = null;
    };
  }, [client, account, cycle]);
  return useCallback(() => channel.current?.postMessage(cycle), [cycle]);
}

/** Read while the cycle is loaded, so that nobody waits for it. It belongs to the one page that is opened with it. */
const beforeQuery = (cycle: string) =>
  queryOptions({
    queryKey: ["builder-before", cycle],
    queryFn: () => historyBefore(cycle),
    networkMode: "always",
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    // Two histories need not be compared, act by act.
    structuralSharing: false,
  });

interface LoadedBuilderProps {
  account: string;
  cycle: CycleWithDocument;
  before: Before;
}

function LoadedBuilder({ account, cycle, before }: LoadedBuilderProps) {
  const client = useQueryClient();
  const { step, onStep } = useStepInAddress();
  const host = useBuilderHost(account, cycle, { run: useLastRun(account, cycle.id), step });
  const [outcome, setOutcome] = useState(noOutcome);
  const tellOthers = useNeighbourWindows(account, cycle.id);
  const send = async ({ name, document }: Draft, revision: number) => {
    const named = name.trim() === "" ? {} : { name: name.trim() };
    const mutationFn = () => patchCycle(account, cycle.id, { ...named, document, revision });
    // An act like others: whoever is signed out meanwhile is led to sign in. Offline it fails, and is not put off.
    const sending = client.getMutationCache().build(client, { mutationFn, networkMode: "always" });
    const saved = await sending.execute(undefined);
    const { queryKey } = cycleQuery(account, cycle.id);
    // What was asked for before would come after it, as an older draft that nobody else has made.
    await client.cancelQueries({ queryKey });
    // A page that was left may be answered after the one that was opened again, which has gone on since.
    client.setQueryData(queryKey, (known) => (known && known.revision > saved.revision ? known : saved));
    return saved;
  };
  const onSaved = () => {
    // What was missing may have been mended by what was just saved.
    setOutcome(noOutcome);
    tellOthers();
    void client.invalidateQueries({ queryKey: ["cycles", account] });
  };
  const navigate = route.useNavigate();
  const onStarted = (run: string) => void navigate({ search: { run } });
  const useRunActs = (flush: DraftEditor["flush"]) =>
    useBuilderRuns({ account, accountName: host.accountName, cycle, onOutcome: setOutcome, onStarted }, flush);
  const go = (to: string, field: string | null) => {
    onStep(to);
    focusField(to, field);
  };
  return (
    <>
      <title>{common.documentTitle([cycle.name, texts.builder])}</title>
      <Builder
        {...{ before, host, cycle, step, onStep, send, onSaved, useRunActs }}
        banner={
          <OutcomeBanner
            outcome={outcome}
            titleOf={(id) => titleIn(cycle.document.steps, id)}
            onGo={go}
            onRead={setOutcome}
          />
        }
      />
    </>
  );
}

function LoadedRun({ account, cycle, run }: { account: string; cycle: CycleWithDocument; run: string }) {
  const { step, onStep } = useStepInAddress();
  const navigate = route.useNavigate();
  const query = useQuery(runQuery(account, run));
  return (
    <Loaded query={query} whole>
      {(loaded) => (
        <>
          <title>{common.documentTitle([cycle.name, texts.run, texts.builder])}</title>
          <RunOnCanvas
            {...{ account, cycle, step, onStep }}
            run={loaded}
            onRun={(made) => void navigate({ search: { run: made } })}
          />
        </>
      )}
    </Loaded>
  );
}

export function BuilderPage() {
  const { account, cycle } = route.useParams();
  const { run } = route.useSearch();
  const query = useQuery(cycleQuery(account, cycle));
  const before = useQuery(beforeQuery(cycle));
  // Together with the cycle, whose steps name them.
  usePrefetchQuery(connectionsQuery(account));
  const failure = (error: Error) =>
    isDeletedCycle(error) ? <DeletedCycleNotice {...{ account, cycle, error }} /> : null;
  return (
    <Loaded query={query} whole failure={failure}>
      {(loaded) =>
        run === undefined ? (
          <Loaded query={before} whole>
            {(known) => <LoadedBuilder key={loaded.id} account={account} cycle={loaded} before={known} />}
          </Loaded>
        ) : (
          <LoadedRun account={account} cycle={loaded} run={run} />
        )
      }
    </Loaded>
  );
}

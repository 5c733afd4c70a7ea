import { useMutation } from "@tanstack/react-query";
import type { DraftTestInput, DraftTestResult, Step, TestReach } from "@velodrome/contract";
import { useMemo, useState } from "react";
import { z } from "zod";
import { ApiError } from "../../../lib/api-error.ts";
import type { Sample } from "../builder-host.ts";
import type { DraftEditor } from "../draft/use-draft.ts";
import { outputsFor } from "./trial-samples.ts";
import { texts } from "./trial-texts.ts";

/** What is tried. */
interface Aim {
  step: string;
  reach: TestReach;
}

export interface Trial extends Aim {
  result: DraftTestResult;
}

const asked = z.object({ steps: z.array(z.object({ step: z.string(), name: z.string(), method: z.string() })).min(1) });
type Reached = z.infer<typeof asked>["steps"];

export interface Trials {
  /** The latest of a step. */
  of: (step: string) => Trial | null;
  start: (aim: Aim) => void;
  /** What is under way. */
  pending: Aim | null;
  failure: { step: string; error: unknown } | null;
  /** Whom it would reach; a person decides. */
  asking: { reached: Reached; answer: (yes: boolean) => void } | null;
}

/** What steps gave in tests, the latest of each: of a For each the first item's. */
export function outputsOfTrials(trials: ReadonlyMap<string, Trial>): ReadonlyMap<string, unknown> {
  const outputs = new Map<string, unknown>();
  for (const { result } of trials.values()) {
    for (const { step, attempts, status } of result.steps) {
      if (status === "succeeded") outputs.set(step, attempts.at(-1)?.output ?? null);
    }
  }
  return outputs;
}

interface Given {
  editor: DraftEditor;
  tryDraft: (test: DraftTestInput) => Promise<DraftTestResult>;
  /** As of now, read when a test begins. */
  sampleOf: (step: Step) => Sample;
}

function reachedBy(error: unknown): Reached | null {
  if (!(error instanceof ApiError) || error.code !== "confirmation_required") return null;
  return asked.safeParse(error.details).data?.steps ?? null;
}

/** Tests of steps: one at a time, of what is at the server; who would be reached by it is asked about first. */
export function useTrials({ editor, tryDraft, sampleOf }: Given): Trials & { done: ReadonlyMap<string, Trial> } {
  const [done, setDone] = useState<ReadonlyMap<string, Trial>>(new Map());
  const test = useMutation({
    mutationFn: async ({ confirmed, ...aim }: Aim & { confirmed: boolean }) => {
      const { kind } = await editor.flush();
      if (kind !== "saved") throw new Error(texts.unsaved);
      const outputs = outputsFor(editor.draft.document, sampleOf, aim);
      return tryDraft({ ...aim, outputs, confirmed });
    },
    onSuccess: (result, { step, reach }) =>
      setDone((before) => {
        const others = [...before].filter(([id]) => id !== step);
        return new Map([...others, [step, { step, reach, result }]]);
      }),
  });
  const { variables: aim = null, error, isPending, mutate, reset } = test;
  const reached = reachedBy(error);
  return useMemo(
    () => ({
      done,
      of: (step) => done.get(step) ?? null,
      start: ({ step, reach }) => mutate({ step, reach, confirmed: false }),
      pending: isPending ? aim : null,
      failure: error === null || reached !== null || aim === null ? null : { step: aim.step, error },
      asking:
        reached === null || aim === null
          ? null
          : { reached, answer: (yes) => (yes ? mutate({ ...aim, confirmed: true }) : reset()) },
    }),
    [done, aim, error, reached, isPending, mutate, reset],
  );
}

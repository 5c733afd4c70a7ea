import { IconAlertTriangle, IconListCheck } from "@tabler/icons-react";
import { List, UnstyledButton } from "@mantine/core";
import { prerequisite } from "@velodrome/contract";
import { z } from "zod";
import { texts } from "../../features/builder/versions/version-texts.ts";
import { ApiError } from "../../lib/api-error.ts";
import { serverWords } from "../../lib/server-words.ts";
import { Callout } from "../../ui/callout.tsx";
import { ActFailure } from "../../ui/failure.tsx";
import { noOutcome, type RunOutcome } from "./use-builder-runs.tsx";
import classes from "./run-outcome.module.css";

const notReady = z.object({ prerequisites: z.array(prerequisite).min(1) });

const headings = { run: texts.runFailed, publish: texts.publishFailed, stop: texts.stopFailed, test: texts.testFailed };

interface OutcomeProps {
  outcome: RunOutcome;
  titleOf: (step: string) => string;
  /** Leads to the field at fault. */
  onGo: (step: string, field: string | null) => void;
  /** Some of it, or all, was read. */
  onRead: (left: RunOutcome) => void;
}

/** Why a cycle does not run, by step, each reason a way to where it is mended; or what to know although it does. */
export function OutcomeBanner({ outcome: { failed, warnings }, titleOf, onGo, onRead }: OutcomeProps) {
  const onClose = () => onRead(noOutcome);
  const details =
    failed?.error instanceof ApiError && failed.error.code === "cycle_not_ready"
      ? notReady.safeParse(failed.error.details).data
      : undefined;
  if (details !== undefined && failed !== null) {
    return (
      <Callout loud tone="amber" icon={IconListCheck} heading={headings[failed.act]} onClose={onClose}>
        {texts.missing}
        <List size="md">
          {[...Map.groupBy(details.prerequisites, ({ step }) => step)].map(([step, missing]) => (
            <List.Item key={step}>
              {step === null ? null : <strong className={classes.step}>{titleOf(step)}</strong>}
              {missing.map(({ field, message, code }, at) => (
                <div key={at}>
                  {step === null ? (
                    serverWords(message)
                  ) : (
                    <UnstyledButton className={classes.go} onClick={() => onGo(step, field)}>
                      {serverWords(message)}
                    </UnstyledButton>
                  )}
                  <code className={classes.code}> {code}</code>
                </div>
              ))}
            </List.Item>
          ))}
        </List>
      </Callout>
    );
  }
  if (failed !== null) return <ActFailure error={failed.error} heading={headings[failed.act]} onClose={onClose} />;
  return warnings.map(({ code, message }, at) => (
    <Callout
      key={code + message}
      tone="amber"
      icon={IconAlertTriangle}
      code={code}
      loud
      onClose={() => onRead({ failed, warnings: warnings.toSpliced(at, 1) })}
    >
      {serverWords(message)}
    </Callout>
  ));
}

import { Button, Stack } from "@mantine/core";
import type { Finding, SetupHealth } from "@velodrome/contract";
import { FindingRow } from "../../ui/finding-row.tsx";
import { ActFailure } from "../../ui/failure.tsx";
import { ButtonLink } from "../../ui/link.tsx";
import { Section } from "../../ui/page.tsx";
import { texts } from "./checklist-texts.ts";
import { troublesOf } from "./finding-order.ts";
import { ResubscribeProgress } from "./resubscribe-progress.tsx";
import { ResubscribeResult } from "./resubscribe-result.tsx";
import type { SetupActs } from "./use-setup-acts.ts";

interface FindingsListProps {
  findings: readonly Finding[];
  /** Every Page being subscribed anew; null when nobody does. */
  resubscription: SetupHealth["resubscription"];
  acts: SetupActs;
  /** Why nothing can be registered; null when it can. */
  unreachable: string | null;
}

/** Fields of the form that a finding can send a person to. */
const fields = { "change-secret": "client-secret", "change-version": "graph-version" } as const;

const focusField = (id: string) => document.getElementById(id)?.focus();

type FindingButtonProps = Pick<FindingsListProps, "acts" | "unreachable"> & Pick<Finding, "act" | "details">;

function FindingButton({ act, details, acts, unreachable }: FindingButtonProps) {
  if (act === null) return null;
  const button = (onClick: () => void, busy: boolean, label: string = texts.acts[act]) => (
    <Button variant="default" loading={busy} onClick={onClick}>
      {label}
    </Button>
  );
  switch (act) {
    case "check-setup":
      return button(() => void acts.checkAgain(), acts.check.isFetching);
    case "register-webhook":
      // Its own row of the checklist says why it cannot be done, and what became of it.
      return unreachable === null ? button(() => acts.register.mutate({}), acts.register.isPending) : null;
    case "resubscribe-all":
      return button(
        () => acts.resubscribe.mutate(),
        acts.resubscribe.isPending,
        // Connections are more than Pages: some have none yet.
        typeof details.pages === "number" ? texts.resubscribeAll(details.pages) : texts.acts[act],
      );
    case "change-secret":
    case "change-version":
      return button(() => focusField(fields[act]), false);
    case "open-settings":
      return (
        <ButtonLink to="/settings/general" variant="default">
          {texts.acts[act]}
        </ButtonLink>
      );
    default:
      // Acts on one connection: its own page has their button.
      return null;
  }
}

/** Drift and troubles of a Setup, worst first; nothing at all where all is well. */
export function FindingsList({ findings, resubscription, ...rest }: FindingsListProps) {
  const troubles = troublesOf(findings);
  const { resubscribe } = rest.acts;
  if (troubles.length === 0 && resubscribe.isIdle && resubscription === null) return null;
  return (
    <Section heading={texts.findings}>
      <Stack gap="sm">
        {troubles.map((finding, index) => (
          <FindingRow
            key={`${finding.code} ${index}`}
            severity={finding.severity}
            message={finding.message}
            code={finding.code}
            mender={finding.mender === null ? undefined : texts.mender[finding.mender]}
            action={<FindingButton {...rest} act={finding.act} details={finding.details} />}
          />
        ))}
        {resubscription === null ? null : <ResubscribeProgress progress={resubscription} />}
        {resubscribe.isError ? <ActFailure heading={texts.resubscribeFailed} error={resubscribe.error} /> : null}
        {resubscribe.isSuccess ? <ResubscribeResult result={resubscribe.data} /> : null}
      </Stack>
    </Section>
  );
}

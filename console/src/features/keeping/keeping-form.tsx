import { Stack, Text, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, type SubmitEvent, useState } from "react";
import { ActFailure } from "../../ui/failure.tsx";
import { SaveRow } from "../../ui/save-row.tsx";
import { type Around, draftOf, type Field, flawsOf, type Keeping, keepingOf, type Outcome } from "./keeping-draft.ts";
import { KeepingFields, type Place } from "./keeping-fields.tsx";
import { texts } from "./texts.ts";

interface KeepingFormProps {
  own: Keeping;
  outcomes: readonly Outcome[];
  place: Place;
  /** Null at the installation itself. */
  around: Around | null;
  save: (keeping: Keeping) => Promise<unknown>;
  onSaved?: () => void;
  children?: ReactNode;
}

const hints = { installation: texts.outermost, account: texts.account, cycle: texts.cycle };

/** For how long what is over is kept, and how much runs at once, in one place. */
export function KeepingForm({ own, outcomes, place, around, save, onSaved, children }: KeepingFormProps) {
  const [draft, setDraft] = useState(() => draftOf(own));
  const saving = useMutation({ mutationFn: save, onSuccess: () => onSaved?.() });
  const fields: readonly Field[] = [...outcomes, "concurrency"];
  const saved = draftOf(own);
  const changed = fields.some((field) => draft[field] !== saved[field]);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (flawsOf(draft, fields, around === null).length === 0) saving.mutate(keepingOf(draft, outcomes));
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {place === "cycle" ? null : <Title order={2}>{texts.heading}</Title>}
        <Text size="sm" c="dimmed">
          {hints[place]}
        </Text>
        <KeepingFields {...{ draft, fields, place, around }} onChange={setDraft} />
        {children}
        {saving.isError ? <ActFailure heading={texts.failed} error={saving.error} /> : null}
        <SaveRow
          label={texts.save}
          changed={changed}
          busy={saving.isPending}
          said={saving.isSuccess && !changed ? texts.saved : ""}
        />
      </Stack>
    </form>
  );
}

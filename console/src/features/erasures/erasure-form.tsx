import { Button, Group, Select, Stack, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { Ask } from "../../ui/ask.tsx";
import { ActFailure } from "../../ui/failure.tsx";
import { createErasure } from "./create-erasure.ts";
import { texts } from "./texts.ts";

interface ErasureFormProps {
  account: string;
  accountName: string;
  /** Pages of the account's connections. */
  pages: readonly { id: string; name: string }[];
}

const other = "other";

/** What is being entered, and the call that follows from it. */
function useDraft({ account, pages }: ErasureFormProps) {
  const client = useQueryClient();
  const [chosen, setChosen] = useState<string | null>(null);
  const [typedPage, setTypedPage] = useState("");
  const [person, setPerson] = useState("");
  const [shown, setShown] = useState(false);
  const picked = chosen ?? pages[0]?.id ?? other;
  const page = picked === other ? typedPage.trim() : picked;
  const erase = useMutation({
    mutationFn: () => createErasure(account, { page, person: person.trim() }),
    onSuccess: () => {
      setPerson("");
      setShown(false);
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["erasures", account] }),
  });
  const missing = (value: string) => (shown && value.trim() === "" ? texts.required : null);
  return { picked, setChosen, typedPage, setTypedPage, person, setPerson, setShown, page, erase, missing };
}

function Fields({ pages, draft }: Pick<ErasureFormProps, "pages"> & { draft: ReturnType<typeof useDraft> }) {
  const known = pages.map(({ id, name }) => ({ value: id, label: `${name} (${id})` }));
  return (
    <>
      {pages.length === 0 ? null : (
        <Select
          label={texts.page}
          description={texts.pageHint}
          data={[...known, { value: other, label: texts.otherPage }]}
          value={draft.picked}
          onChange={draft.setChosen}
          allowDeselect={false}
        />
      )}
      {draft.picked === other ? (
        <TextInput
          label={texts.pageId}
          value={draft.typedPage}
          error={draft.missing(draft.typedPage)}
          onChange={(event) => draft.setTypedPage(event.currentTarget.value)}
          autoComplete="off"
        />
      ) : null}
      <TextInput
        label={texts.person}
        description={texts.personHint}
        value={draft.person}
        error={draft.missing(draft.person)}
        onChange={(event) => draft.setPerson(event.currentTarget.value)}
        autoComplete="off"
      />
    </>
  );
}

/** Names one person at one Page; asks before anything is erased. */
export function ErasureForm(given: ErasureFormProps) {
  const { accountName, pages } = given;
  const draft = useDraft(given);
  const [asking, setAsking] = useState(false);
  const { page, person, erase } = draft;
  const pageName = pages.find(({ id }) => id === page)?.name ?? page;
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    draft.setShown(true);
    setAsking(page !== "" && person.trim() !== "");
  };
  return (
    <form onSubmit={submit} noValidate aria-label={texts.form}>
      <Stack gap="md">
        {erase.isError ? <ActFailure error={erase.error} heading={texts.failed} /> : null}
        <Fields pages={pages} draft={draft} />
        <Group>
          <Button type="submit" loading={erase.isPending}>
            {texts.act}
          </Button>
        </Group>
      </Stack>
      <Ask
        opened={asking}
        onClose={() => setAsking(false)}
        heading={texts.confirmHeading}
        text={texts.confirmText(person.trim(), pageName, accountName)}
        label={texts.act}
        onConfirm={() => erase.mutate()}
      />
    </form>
  );
}

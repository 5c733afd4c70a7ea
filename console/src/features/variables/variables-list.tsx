import { Stack } from "@mantine/core";
import { IconVariable } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { AccountVariable } from "@velodrome/contract";
import { type ReactNode, useState } from "react";
import { Ask } from "../../ui/ask.tsx";
import { ActFailure } from "../../ui/failure.tsx";
import { Notice } from "../../ui/notice.tsx";
import { deleteVariable, variablesQuery } from "./list-variables.ts";
import { texts } from "./texts.ts";
import { VariablesTable } from "./variables-table.tsx";

interface VariablesListProps {
  account: string;
  accountName: string;
  variables: readonly AccountVariable[];
  /** The button that makes the first one. */
  add: ReactNode;
  onChange: (variable: AccountVariable) => void;
}

/** What an account's cycles share, to be changed and deleted. */
export function VariablesList({ account, accountName, variables, add, onChange }: VariablesListProps) {
  const client = useQueryClient();
  const [asked, setAsked] = useState<string | null>(null);
  const remove = useMutation({
    mutationFn: (name: string) => deleteVariable(account, name),
    onSettled: () => client.invalidateQueries({ queryKey: variablesQuery(account).queryKey }),
  });
  if (variables.length === 0) {
    return <Notice icon={IconVariable} heading={texts.none} text={texts.noneHint} action={add} />;
  }
  return (
    <Stack gap="lg">
      {remove.isError ? <ActFailure error={remove.error} heading={texts.deleteFailed} /> : null}
      <VariablesTable variables={variables} onChange={onChange} onDelete={({ name }) => setAsked(name)} />
      <Ask
        opened={asked !== null}
        onClose={() => setAsked(null)}
        heading={texts.deleteHeading}
        text={texts.deleteText(asked ?? "", accountName)}
        label={texts.delete}
        onConfirm={() => asked !== null && remove.mutate(asked)}
      />
    </Stack>
  );
}

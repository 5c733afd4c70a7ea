import { Select, Stack } from "@mantine/core";
import type { Connection, Connector } from "@velodrome/contract";
import { useState } from "react";
import { EnteredCredentialsForm } from "./entered-credentials-form.tsx";
import { texts } from "./texts.ts";

interface EnteredKindsProps {
  account: string;
  connection: Connection;
  /** None of them is a sign-in. */
  kinds: Connector["auth"];
  onDone: () => void;
}

/** Authentication by entered values; which kind is asked only where there is a choice. */
export function EnteredKinds({ account, connection, kinds, onDone }: EnteredKindsProps) {
  const [chosen, setChosen] = useState(connection.auth ?? kinds[0]?.kind ?? null);
  const kind = kinds.find((one) => one.kind === chosen) ?? kinds[0];
  if (kind === undefined || kind.kind === "oauth2") return null;
  return (
    <Stack gap="md">
      {kinds.length > 1 ? (
        <Select
          label={texts.kind}
          data={kinds.map((one) => ({ value: one.kind, label: one.title }))}
          value={kind.kind}
          onChange={(value) => setChosen(value)}
          allowDeselect={false}
        />
      ) : null}
      <EnteredCredentialsForm
        key={kind.kind}
        account={account}
        connection={connection}
        kind={kind.kind}
        fields={kind.fields}
        onDone={onDone}
      />
    </Stack>
  );
}

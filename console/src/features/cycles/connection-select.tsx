import { Select, Stack, Text } from "@mantine/core";
import type { Connection } from "@velodrome/contract";
import { ActFailure } from "../../ui/failure.tsx";
import { ButtonLink } from "../../ui/link.tsx";
import { texts } from "./message-texts.ts";

interface ConnectionSelectProps {
  account: string;
  /** Those that fit the step. */
  connections: readonly Connection[];
  chosen: string | null;
  busy: boolean;
  error: unknown;
  onChoose: (connection: string) => void;
}

const labelOf = ({ name, page }: Connection): string =>
  page === null || (page.name ?? page.id) === name ? name : `${name} (${page.name ?? page.id})`;

/** Which connection the step takes its messages from. */
export function ConnectionSelect({ account, connections, chosen, busy, error, onChoose }: ConnectionSelectProps) {
  if (connections.length === 0) {
    return (
      <Stack gap="sm" align="flex-start">
        <Text>{texts.noConnections}</Text>
        <ButtonLink to="/accounts/$account/connections/new" params={{ account }}>
          {texts.newConnection}
        </ButtonLink>
      </Stack>
    );
  }
  return (
    <Stack gap="sm">
      {error === null ? null : <ActFailure error={error} heading={texts.chooseFailed} />}
      <Select
        maw="var(--vd-form)"
        label={texts.connection}
        description={texts.connectionHint}
        placeholder={texts.chooseConnection}
        data={connections.map((one) => ({ value: one.id, label: labelOf(one) }))}
        value={connections.some(({ id }) => id === chosen) ? chosen : null}
        onChange={(value) => (value === null || value === chosen ? undefined : onChoose(value))}
        allowDeselect={false}
        searchable
        disabled={busy}
      />
    </Stack>
  );
}

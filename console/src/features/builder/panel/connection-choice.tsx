import { Group, Select, Stack, Text } from "@mantine/core";
import type { ActionStep } from "@velodrome/contract";
import { leaveBuilder } from "../../../lib/left-builder.ts";
import { ButtonLink } from "../../../ui/link.tsx";
import { useBuilder } from "../builder-context.ts";
import { fieldId, missingIn, useFields } from "../fields/field-context.ts";
import { texts } from "./panel-texts.ts";

/** Which connection an action uses. */
export function ConnectionChoice({ step, onChange }: { step: ActionStep; onChange: (connection: string) => void }) {
  const { account, connections, cycle } = useBuilder();
  const { missing } = useFields();
  const fitting = connections.filter(({ connector }) => connector === step.connector);
  if (fitting.length === 0) {
    return (
      <Stack gap="sm">
        <Text size="sm">{texts.noConnections}</Text>
        <Group>
          <ButtonLink
            variant="default"
            to="/accounts/$account/connections/new"
            params={{ account }}
            search={{ connector: step.connector }}
            onClick={() => leaveBuilder({ account, cycle: cycle.id, step: step.id })}
          >
            {texts.newConnection}
          </ButtonLink>
        </Group>
      </Stack>
    );
  }
  return (
    <Select
      id={fieldId(step.id, "connection")}
      label={texts.connection}
      placeholder={texts.chooseConnection}
      data={fitting.map(({ id, name }) => ({ value: id, label: name }))}
      value={step.connection ?? null}
      allowDeselect={false}
      error={missingIn(missing, "connection")}
      onChange={(chosen) => chosen !== null && onChange(chosen)}
    />
  );
}

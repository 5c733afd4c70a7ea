import { Stack, Table, Text } from "@mantine/core";
import { fieldChanges } from "../document/comparison.ts";
import type { Change } from "../document/difference.ts";
import { titleOf } from "../step-title.ts";
import classes from "./comparison.module.css";
import { texts } from "./version-texts.ts";

const inWords = (value: unknown): string =>
  value === undefined ? texts.notSet : typeof value === "string" ? value : JSON.stringify(value);

/** What was changed of one step, field by field. */
export function FieldChanges({ change }: { change: Extract<Change, { kind: "changed" }> }) {
  const changes = fieldChanges(change.before, change.step, change.fields);
  return (
    <Stack gap="xs" component="section" aria-label={titleOf(change.step)}>
      <Text fw="var(--vd-weight-strong)">{titleOf(change.step)}</Text>
      <Table className={classes.fields}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{texts.field}</Table.Th>
            <Table.Th>{texts.before}</Table.Th>
            <Table.Th>{texts.now}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {changes.map(({ field, before, after }) => (
            <Table.Tr key={field}>
              <Table.Td>{field}</Table.Td>
              <Table.Td className={classes.value}>{inWords(before)}</Table.Td>
              <Table.Td className={classes.value}>{inWords(after)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Stack>
  );
}

import { ActionIcon, Menu, Text, UnstyledButton } from "@mantine/core";
import { IconDots, IconPencil, IconTrash } from "@tabler/icons-react";
import type { AccountVariable } from "@velodrome/contract";
import { type Column, DataTable, NarrowLine } from "../../ui/data-table.tsx";
import { Moment } from "../../ui/moment.tsx";
import { texts } from "./texts.ts";
import { typeOf } from "./variable-draft.ts";
import classes from "./variables.module.css";

interface VariablesTableProps {
  variables: readonly AccountVariable[];
  onChange: (variable: AccountVariable) => void;
  onDelete: (variable: AccountVariable) => void;
}

type Acting = Omit<VariablesTableProps, "variables">;
type Row = AccountVariable & { id: string };

const lettersShown = 200;

const shown = (value: unknown): string =>
  (typeof value === "string" ? value : (JSON.stringify(value) ?? "")).slice(0, lettersShown);

function Value({ value }: { value: unknown }) {
  const letters = typeOf(value) === "json" ? { className: classes.code ?? "" } : {};
  return (
    <Text span inherit display="block" truncate dir="auto" title={shown(value)} {...letters}>
      {shown(value)}
    </Text>
  );
}

function Acts({ variable, onChange, onDelete }: Acting & { variable: Row }) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={texts.moreOf(variable.name)}>
          <IconDots size="1.2em" aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size="1em" aria-hidden="true" />} onClick={() => onChange(variable)}>
          {texts.change}
        </Menu.Item>
        <Menu.Item leftSection={<IconTrash size="1em" aria-hidden="true" />} onClick={() => onDelete(variable)}>
          {texts.delete}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

const columnsOf = (acts: Acting): readonly Column<Row>[] => [
  {
    key: "name",
    header: texts.name,
    cell: (variable) => (
      <>
        <UnstyledButton
          className={classes.name}
          aria-label={texts.edit(variable.name)}
          title={variable.name}
          onClick={() => acts.onChange(variable)}
        >
          {variable.name}
        </UnstyledButton>
        <NarrowLine>
          <Text span inherit c="dimmed" truncate>
            {shown(variable.value)}
          </Text>
        </NarrowLine>
      </>
    ),
  },
  {
    key: "value",
    header: texts.value,
    from: "sm",
    cell: ({ value }) => <Value value={value} />,
  },
  { key: "type", header: texts.type, width: "number", from: "md", cell: ({ value }) => texts.types[typeOf(value)] },
  {
    key: "description",
    header: texts.description,
    from: "md",
    cell: ({ description }) => (
      <Text span inherit display="block" c="dimmed" truncate dir="auto" title={description}>
        {description}
      </Text>
    ),
  },
  {
    key: "updated",
    header: texts.updated,
    width: "time",
    from: "lg",
    cell: ({ updatedAt }) => <Moment at={updatedAt} />,
  },
  {
    key: "act",
    header: texts.act,
    width: "act",
    align: "end",
    cell: (variable) => <Acts variable={variable} {...acts} />,
  },
];

/** An account's variables, by name. */
export function VariablesTable({ variables, ...acts }: VariablesTableProps) {
  const rows = variables.map((variable) => ({ ...variable, id: variable.name }));
  return <DataTable label={texts.table} columns={columnsOf(acts)} rows={rows} />;
}

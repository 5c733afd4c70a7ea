import { Button, Group, Popover, Stack, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconFilter } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { momentEntered, toLocalInput } from "../lib/local-time.ts";
import { texts } from "../lib/texts.ts";
import { MomentInput } from "./moment-input.tsx";
import classes from "./list-tools.module.css";

export interface MoreFilter {
  key: string;
  label: string;
}

type Values = Readonly<Record<string, string | undefined>>;

interface MoreFiltersProps {
  /** What can be entered besides the period. */
  fields: readonly MoreFilter[];
  values: Values;
  onChange: (values: Values) => void;
}

const hour = 3_600_000;
const periods = [
  { label: texts.lastHour, ms: hour },
  { label: texts.lastDay, ms: 24 * hour },
  { label: texts.lastWeek, ms: 7 * 24 * hour },
];

const ends = ["from", "to"] as const;

interface FormProps extends MoreFiltersProps {
  onDone: () => void;
}

/** What is entered is asked for when a person says so, not at every key. */
function FiltersForm({ fields, values, onChange, onDone }: FormProps) {
  const [entered, setEntered] = useState<Record<string, string>>({
    ...Object.fromEntries(fields.map(({ key }) => [key, values[key] ?? ""])),
    ...Object.fromEntries(ends.map((end) => [end, toLocalInput(values[end])])),
  });
  const enter = (key: string, text: string) => setEntered((before) => ({ ...before, [key]: text }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChange({
      ...Object.fromEntries(fields.map(({ key }) => [key, entered[key]?.trim() || undefined])),
      ...Object.fromEntries(ends.map((end) => [end, momentEntered(entered[end] ?? "", values[end])])),
    });
    onDone();
  };
  const choose = (ms: number) => {
    onChange({ ...values, from: new Date(Date.now() - ms).toISOString(), to: undefined });
    onDone();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Group gap="xs" role="group" aria-label={texts.period}>
          {periods.map(({ label, ms }) => (
            <Button key={label} variant="default" size="compact-sm" onClick={() => choose(ms)}>
              {label}
            </Button>
          ))}
        </Group>
        {ends.map((end) => (
          <MomentInput
            key={end}
            label={texts.ends[end]}
            value={entered[end] ?? ""}
            onChange={(moment) => enter(end, moment)}
          />
        ))}
        {fields.map(({ key, label }) => (
          <TextInput
            key={key}
            label={label}
            value={entered[key] ?? ""}
            onChange={(event) => enter(key, event.currentTarget.value)}
          />
        ))}
        <Button type="submit">{texts.apply}</Button>
      </Stack>
    </form>
  );
}

/** Filters that are seldom needed, behind a button that says how many are set. */
export function MoreFilters(given: MoreFiltersProps) {
  const [opened, { toggle, close }] = useDisclosure(false);
  const set = [...ends, ...given.fields.map(({ key }) => key)].filter((key) => given.values[key] !== undefined).length;
  return (
    <Popover opened={opened} onChange={close} position="bottom-start" shadow="md" trapFocus returnFocus width={300}>
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<IconFilter className={classes.icon} aria-hidden="true" />}
          onClick={toggle}
          aria-expanded={opened}
        >
          {texts.moreFilters(set)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <FiltersForm {...given} onDone={close} />
      </Popover.Dropdown>
    </Popover>
  );
}

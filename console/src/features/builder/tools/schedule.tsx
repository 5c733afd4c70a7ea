import { Group, NumberInput, SegmentedControl, Select, Stack, TextInput } from "@mantine/core";
import { type ScheduleStep, scheduleUnits } from "@velodrome/contract";
import { zonesWith } from "../../../lib/time-zones.ts";
import { withPart } from "../document/with-part.ts";
import { fieldId, missingIn, useFields } from "../fields/field-context.ts";
import { texts as all } from "./tool-texts.ts";
import { defineTool, type PanelProps } from "./tool.tsx";

const texts = all.schedule;
const units = scheduleUnits.map((unit) => ({ value: unit, label: texts.units[unit] }));

function Every({ step, onChange }: PanelProps<ScheduleStep>) {
  const every = step.every ?? { count: 1, unit: "hours" as const };
  return (
    <Group gap="sm" grow>
      <NumberInput
        id={fieldId(step.id, "every")}
        label={texts.count}
        min={1}
        max={10_000}
        allowDecimal={false}
        value={every.count}
        onChange={(count) =>
          typeof count === "number" && count >= 1
            ? onChange({ ...step, every: { ...every, count } }, "every.count")
            : undefined
        }
      />
      <Select
        label={texts.unit}
        data={units}
        value={every.unit}
        allowDeselect={false}
        onChange={(chosen) => {
          const unit = scheduleUnits.find((one) => one === chosen);
          if (unit !== undefined) onChange({ ...step, every: { ...every, unit } });
        }}
      />
    </Group>
  );
}

function AtTimes({ step, onChange }: PanelProps<ScheduleStep>) {
  const { missing } = useFields();
  return (
    <Stack gap="lg">
      <TextInput
        id={fieldId(step.id, "cron")}
        label={texts.pattern}
        description={texts.patternHint}
        data-code
        spellCheck={false}
        value={step.cron ?? ""}
        error={missingIn(missing, "cron")}
        onChange={(event) => onChange({ ...step, cron: event.currentTarget.value }, "cron")}
      />
      <Select
        label={texts.timezone}
        description={texts.timezoneHint}
        data={zonesWith(step.timezone ?? null)}
        searchable
        clearable
        value={step.timezone ?? null}
        onChange={(zone) => onChange(withPart(step, "timezone", zone ?? undefined))}
      />
    </Stack>
  );
}

export const schedule = defineTool({
  type: "schedule",
  ...texts,
  make: () => ({ every: { count: 1, unit: "hours" as const } }),
  Panel: ({ step, onChange }) => {
    const atTimes = step.cron !== undefined;
    const choose = (kind: string) =>
      onChange(
        kind === "cron"
          ? { ...withPart(step, "every", undefined), cron: "0 9 * * *" }
          : {
              ...withPart(withPart(step, "cron", undefined), "timezone", undefined),
              every: { count: 1, unit: "hours" },
            },
      );
    return (
      <Stack gap="lg">
        <SegmentedControl
          aria-label={texts.kind}
          data={[
            { value: "every", label: texts.every },
            { value: "cron", label: texts.cron },
          ]}
          value={atTimes ? "cron" : "every"}
          onChange={choose}
        />
        {atTimes ? <AtTimes step={step} onChange={onChange} /> : <Every step={step} onChange={onChange} />}
      </Stack>
    );
  },
});

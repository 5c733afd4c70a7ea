import { Select, Stack } from "@mantine/core";
import { delayUnits } from "@velodrome/contract";
import { withPart } from "../document/with-part.ts";
import { SourceInput } from "../fields/source-input.tsx";
import { texts as all } from "./tool-texts.ts";
import { defineTool } from "./tool.tsx";

const texts = all.delay;
const units = delayUnits.map((unit) => ({ value: unit, label: texts.units[unit] }));

export const delay = defineTool({
  type: "delay",
  ...texts,
  make: () => ({ unit: "minutes" as const }),
  Panel: ({ step, onChange }) => (
    <Stack gap="lg">
      <SourceInput
        step={step.id}
        field="duration"
        label={texts.duration}
        kind="number"
        required
        source={step.duration}
        onChange={(duration, key) => onChange(withPart(step, "duration", duration), key)}
      />
      <Select
        label={texts.unit}
        data={units}
        value={step.unit}
        allowDeselect={false}
        onChange={(chosen) => {
          const unit = delayUnits.find((one) => one === chosen);
          if (unit !== undefined) onChange({ ...step, unit });
        }}
      />
    </Stack>
  ),
});

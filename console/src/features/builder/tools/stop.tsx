import { SegmentedControl, Stack, Text } from "@mantine/core";
import { withPart } from "../document/with-part.ts";
import { SourceInput } from "../fields/source-input.tsx";
import { texts as all } from "./tool-texts.ts";
import { defineTool } from "./tool.tsx";

const texts = all.stop;

export const stop = defineTool({
  type: "stop",
  ...texts,
  make: () => ({ outcome: "succeed" as const }),
  Panel: ({ step, onChange }) => (
    <Stack gap="lg">
      <div>
        <Text size="sm" fw="var(--mantine-font-weight-medium)">
          {texts.outcome}
        </Text>
        <SegmentedControl
          aria-label={texts.outcome}
          data={[
            { value: "succeed", label: texts.succeed },
            { value: "fail", label: texts.fail },
          ]}
          value={step.outcome}
          onChange={(outcome) => onChange({ ...step, outcome: outcome === "fail" ? "fail" : "succeed" })}
        />
      </div>
      {step.outcome === "fail" ? (
        <SourceInput
          step={step.id}
          field="message"
          label={texts.message}
          source={step.message}
          onChange={(message, key) => onChange(withPart(step, "message", message), key)}
        />
      ) : null}
    </Stack>
  ),
});

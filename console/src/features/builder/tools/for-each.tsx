import { Stack } from "@mantine/core";
import { withPart } from "../document/with-part.ts";
import { SourceInput } from "../fields/source-input.tsx";
import { texts as all } from "./tool-texts.ts";
import { defineTool } from "./tool.tsx";

const texts = all.forEach;

export const forEach = defineTool({
  type: "for-each",
  ...texts,
  make: () => ({}),
  Panel: ({ step, onChange }) => (
    <Stack gap="lg">
      <SourceInput
        step={step.id}
        field="list"
        label={texts.list}
        hint={texts.listHint}
        kind="list"
        required
        source={step.list}
        onChange={(list, key) => onChange(withPart(step, "list", list), key)}
      />
      <SourceInput
        step={step.id}
        field="collect"
        label={texts.collect}
        hint={texts.collectHint}
        source={step.collect}
        onChange={(collect, key) => onChange(withPart(step, "collect", collect), key)}
      />
    </Stack>
  ),
});

import { withPart } from "../document/with-part.ts";
import { SourceInput } from "../fields/source-input.tsx";
import { texts as all } from "./tool-texts.ts";
import { defineTool } from "./tool.tsx";

const texts = all.waitUntil;

export const waitUntil = defineTool({
  type: "wait-until",
  ...texts,
  make: () => ({}),
  Panel: ({ step, onChange }) => (
    <SourceInput
      step={step.id}
      field="until"
      label={texts.until}
      hint={texts.untilHint}
      required
      source={step.until}
      onChange={(until, key) => onChange(withPart(step, "until", until), key)}
    />
  ),
});

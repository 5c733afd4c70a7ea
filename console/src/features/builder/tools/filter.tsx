import { withPart } from "../document/with-part.ts";
import { ConditionEditor } from "../fields/condition-editor.tsx";
import { texts } from "./tool-texts.ts";
import { defineTool } from "./tool.tsx";

export const filter = defineTool({
  type: "filter",
  ...texts.filter,
  make: () => ({}),
  Panel: ({ step, onChange }) => (
    <ConditionEditor
      step={step.id}
      field="conditions"
      condition={step.conditions}
      onChange={(condition, key) => onChange(withPart(step, "conditions", condition), key)}
    />
  ),
});

import { Textarea } from "@mantine/core";
import { fieldId } from "../fields/field-context.ts";
import { texts } from "./tool-texts.ts";
import { defineTool } from "./tool.tsx";

export const note = defineTool({
  type: "note",
  ...texts.note,
  make: () => ({ text: "" }),
  Panel: ({ step, onChange }) => (
    <Textarea
      id={fieldId(step.id, "text")}
      label={texts.note.text}
      autosize
      minRows={4}
      maxRows={20}
      value={step.text}
      onChange={(event) => onChange({ ...step, text: event.currentTarget.value }, "text")}
    />
  ),
});

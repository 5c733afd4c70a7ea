import { Input, Stack } from "@mantine/core";
import { withPart } from "../document/with-part.ts";
import { CodeInput } from "../fields/code-input.tsx";
import { completionsOf } from "../fields/completions.ts";
import { DataPicker } from "../fields/data-picker.tsx";
import { fieldId, missingIn, useFields } from "../fields/field-context.ts";
import { texts as fieldTexts } from "../fields/field-texts.ts";
import { Preview } from "../fields/preview.tsx";
import { reference } from "../fields/source-mode.ts";
import { Disclosure } from "../../../ui/disclosure.tsx";
import { texts as all } from "./tool-texts.ts";
import { defineTool } from "./tool.tsx";

const texts = all.transform;

export const transform = defineTool({
  type: "transform",
  ...texts,
  make: () => ({}),
  Panel: ({ step, onChange }) => {
    const { sources, variables, missing, setActive, active } = useFields();
    return (
      <Stack gap="sm">
        <Input.Wrapper label={texts.expression} description={texts.expressionHint} labelElement="div">
          <CodeInput
            id={fieldId(step.id, "expression")}
            label={texts.expression}
            language="expression"
            value={step.expression ?? ""}
            error={missingIn(missing, "expression")}
            completions={completionsOf(sources, variables)}
            onChange={(text) => onChange(withPart(step, "expression", text || undefined), "expression")}
            onFocus={(insert) => setActive({ take: (from, path) => insert(reference(from, path)) })}
          />
        </Input.Wrapper>
        <Preview language="expression" text={step.expression ?? ""} {...{ sources, variables }} />
        <Disclosure label={fieldTexts.chooseData}>
          <DataPicker onTake={(from, path) => active?.take(from, path)} />
        </Disclosure>
      </Stack>
    );
  },
});

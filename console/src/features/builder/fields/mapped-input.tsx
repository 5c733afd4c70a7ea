import { Group, Select, Text, TextInput } from "@mantine/core";
import type { Source } from "@velodrome/contract";
import { valueAt } from "../document/data-path.ts";
import { kindMismatch, type ValueKind } from "../document/input-field.ts";
import { useFields } from "./field-context.ts";
import { texts } from "./field-texts.ts";
import { sampleFlaw } from "./limits.ts";
import type { Limits } from "./source-props.ts";

type Mapped = Extract<Source, { step: string }>;

interface MappedInputProps {
  id: string;
  label: string;
  kind: ValueKind;
  limits: Limits;
  source: Mapped;
  error: string | null;
  onChange: (source: Source) => void;
  onFocus: () => void;
}

/** What the mapped data is in the sample, and whether it can be what is asked for. */
function Sample({ kind, limits, source }: Pick<MappedInputProps, "kind" | "limits" | "source">) {
  const { sources } = useFields();
  const from = sources.find(({ id }) => id === source.step);
  if (from === undefined || from.origin === "none") return null;
  const found = valueAt(from.sample, source.path);
  const mismatch = kindMismatch(kind, found);
  const flaw = mismatch === null ? sampleFlaw(kind, found, limits) : texts.mismatch(mismatch);
  const shown = typeof found === "string" ? found : JSON.stringify(found);
  return (
    <>
      <Text size="sm" c="dimmed" mt="xs" truncate>
        {found === undefined || found === null ? (
          texts.nothingInSample
        ) : (
          <>
            {texts.sampleIs} <code>{shown}</code>
          </>
        )}
      </Text>
      {flaw === null ? null : (
        <Text size="sm" c="var(--vd-tone-amber)" role="status">
          {flaw}
        </Text>
      )}
    </>
  );
}

/** A piece of what an earlier step gave: which step, and the way to it. */
export function MappedInput({ id, label, kind, limits, source, error, onChange, onFocus }: MappedInputProps) {
  const { sources } = useFields();
  const known = sources.map((one) => ({ value: one.id, label: one.title }));
  const data = known.some(({ value }) => value === source.step)
    ? known
    : [...known, { value: source.step, label: source.step }];
  return (
    <>
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <Select
          w="40%"
          aria-label={texts.fromStep(label)}
          data={data}
          value={source.step}
          allowDeselect={false}
          onChange={(step) => step !== null && onChange({ ...source, step })}
        />
        <TextInput
          id={id}
          flex={1}
          aria-label={texts.path(label)}
          placeholder={texts.pathHint}
          data-code
          spellCheck={false}
          value={source.path}
          error={error}
          onChange={(event) => onChange({ ...source, path: event.currentTarget.value })}
          onFocus={onFocus}
        />
      </Group>
      <Sample {...{ kind, limits, source }} />
    </>
  );
}

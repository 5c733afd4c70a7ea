import { MultiSelect, Stack } from "@mantine/core";
import type { TriggerStep } from "@velodrome/contract";
import { useBuilder } from "../builder-context.ts";
import { texts } from "./panel-texts.ts";

interface Given {
  step: TriggerStep;
  onChange: (step: TriggerStep) => void;
}

const kindsOf = ({ method, kinds }: TriggerStep): string[] => kinds ?? (method === undefined ? [] : [method]);

/** One kind stands as the method, several as a list, as documents have them. */
function withKinds(step: TriggerStep, chosen: readonly string[]): TriggerStep {
  const { method: _method, kinds: _kinds, ...rest } = step;
  const [first, another] = chosen;
  if (first === undefined) return step;
  return another === undefined ? { ...rest, method: first } : { ...rest, kinds: [...chosen] };
}

/** Where a trigger's events come in, and which of them start the cycle. */
export function TriggerSettings({ step, onChange }: Given) {
  const { connectors, triggerCard } = useBuilder();
  const methods = connectors.get(step.connector)?.methods.filter(({ type }) => type === "trigger") ?? [];
  return (
    <Stack gap="lg">
      {triggerCard(step)}
      <MultiSelect
        label={texts.events}
        description={texts.eventsHint}
        data={methods.map(({ name, title }) => ({ value: name, label: title }))}
        value={kindsOf(step)}
        searchable
        onChange={(chosen) => onChange(withKinds(step, chosen))}
      />
    </Stack>
  );
}

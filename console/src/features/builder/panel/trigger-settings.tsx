import { Checkbox, MultiSelect, Stack, Text } from "@mantine/core";
import type { ConnectorMethod, TriggerStep } from "@velodrome/contract";
import { useBuilder } from "../builder-context.ts";
import { withPart } from "../document/with-part.ts";
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

/** Events that the chosen ones take only when somebody asks for them. */
function Asides({ methods, step, onChange }: Given & { methods: readonly ConnectorMethod[] }) {
  const asides = new Map(methods.flatMap((method) => method.asides.map((aside) => [aside.name, aside])));
  const { also = [] } = step;
  const put = (name: string, asked: boolean) => {
    const rest = also.filter((one) => one !== name);
    const next = asked ? [...rest, name] : rest;
    onChange(withPart(step, "also", next.length === 0 ? undefined : next));
  };
  if (asides.size === 0) return null;
  return (
    <Stack gap="xs" role="group" aria-label={texts.asides}>
      <Text size="sm" fw={600}>
        {texts.asides}
      </Text>
      {[...asides.values()].map(({ name, title, description }) => (
        <Checkbox
          key={name}
          label={title}
          description={description}
          checked={also.includes(name)}
          onChange={(event) => put(name, event.currentTarget.checked)}
        />
      ))}
    </Stack>
  );
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
      <Asides methods={methods.filter(({ name }) => kindsOf(step).includes(name))} step={step} onChange={onChange} />
    </Stack>
  );
}

import { ActionIcon, Button, Checkbox, Group, SegmentedControl, Select, Stack, Text } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { type Comparison, type Condition, type Operator, operators, unaryOperators } from "@velodrome/contract";
import { operatorWords } from "../../../lib/operator-words.ts";
import { withPart } from "../document/with-part.ts";
import classes from "./condition-editor.module.css";
import { firstToMap, useFields } from "./field-context.ts";
import { texts } from "./field-texts.ts";
import { type Group as ConditionGroup, grouped, membersOf, textOperators } from "./condition-group.ts";
import { SourceInput } from "./source-input.tsx";

interface Place {
  step: string;
  field: string;
  onChange: (condition: Condition | undefined, key?: string) => void;
}

/** What a new condition looks at: the text of a message, where one comes before. */
function useFirstComparison(): () => Comparison {
  const { sources } = useFields();
  return () => {
    const message = sources.find(({ sample }) => JSON.stringify(sample)?.includes('"text"') === true);
    const from = message ?? firstToMap(sources);
    return {
      left: from === undefined ? { value: "" } : { step: from.id, path: message === undefined ? "" : "message.text" },
      operator: "contains",
      right: { value: "" },
      ignoreCase: true,
    };
  };
}

const operatorChoices = operators.map((operator) => ({ value: operator, label: operatorWords[operator] }));

function ComparisonFields({ comparison, step, field, onChange }: Place & { comparison: Comparison }) {
  const { left, operator, right, ignoreCase = false } = comparison;
  const choose = (next: Operator) => {
    const plain = { ...comparison, operator: next };
    onChange(
      unaryOperators.includes(next) ? withPart(plain, "right", undefined) : { ...plain, right: right ?? { value: "" } },
    );
  };
  return (
    <Stack gap="xs" flex={1} miw={0}>
      <SourceInput
        step={step}
        field={`${field}.left`}
        label={texts.left}
        source={left}
        onChange={(source, key) => onChange({ ...comparison, left: source ?? { value: "" } }, key)}
      />
      <Select
        aria-label={texts.operator}
        data={operatorChoices}
        value={operator}
        allowDeselect={false}
        onChange={(next) => next !== null && choose(next as Operator)}
      />
      {unaryOperators.includes(operator) ? null : (
        <SourceInput
          step={step}
          field={`${field}.right`}
          label={texts.right}
          source={right}
          onChange={(source, key) => onChange({ ...comparison, right: source ?? { value: "" } }, key)}
        />
      )}
      {textOperators.includes(operator) ? (
        <Checkbox
          label={texts.ignoreCase}
          checked={ignoreCase}
          onChange={(event) => onChange(withPart(comparison, "ignoreCase", event.currentTarget.checked || undefined))}
        />
      ) : null}
    </Stack>
  );
}

interface GroupProps extends Place {
  group: ConditionGroup;
  /** It is one comparison that stands in no group: it is called what the field is. */
  bare?: boolean;
}

function Members({ group, bare = false, step, field, onChange }: GroupProps) {
  const members = membersOf(group);
  const kind = "all" in group ? "all" : "any";
  const replace = (at: number, next: Condition | undefined, key?: string) => {
    const left = members.flatMap((each, index) => (index === at ? (next === undefined ? [] : [next]) : [each]));
    onChange(left.length === 0 ? undefined : grouped(kind, left), key);
  };
  return members.map((member, at) => {
    const inner = {
      step,
      field: bare ? field : `${field}.${kind}.${at}`,
      onChange: (next: Condition | undefined, key?: string) => replace(at, next, key),
    };
    const isGroup = !("operator" in member);
    return (
      // Members have no identity of their own but their place.
      <div key={at} className={classes.member} role="group" aria-label={texts.condition(at + 1)}>
        {isGroup ? <GroupFields group={member} {...inner} /> : <ComparisonFields comparison={member} {...inner} />}
        <ActionIcon
          className={classes.remove}
          variant="subtle"
          color="gray"
          aria-label={isGroup ? texts.removeGroup : texts.removeCondition}
          onClick={() => replace(at, undefined)}
        >
          <IconX className={classes.icon} />
        </ActionIcon>
      </div>
    );
  });
}

function GroupFields({ group, bare = false, ...place }: GroupProps) {
  const first = useFirstComparison();
  const kind = "all" in group ? "all" : "any";
  const members = membersOf(group);
  return (
    <Stack gap="sm" flex={1} miw={0}>
      {members.length > 1 ? (
        <SegmentedControl
          size="xs"
          aria-label={texts.groupKind}
          data={[
            { value: "all", label: texts.all },
            { value: "any", label: texts.any },
          ]}
          value={kind}
          onChange={(next) => place.onChange(grouped(next as "all" | "any", members))}
        />
      ) : null}
      <Members group={group} bare={bare} {...place} />
      <Group gap="xs">
        <Button
          variant="default"
          leftSection={<IconPlus size="1em" />}
          onClick={() => place.onChange(grouped(kind, [...members, first()]))}
        >
          {texts.addCondition}
        </Button>
        <Button
          variant="subtle"
          color="gray"
          onClick={() =>
            place.onChange(grouped(kind, [...members, grouped(kind === "all" ? "any" : "all", [first(), first()])]))
          }
        >
          {texts.addGroup}
        </Button>
      </Group>
    </Stack>
  );
}

/** Conditions in groups that nest: each compares two values. */
export function ConditionEditor({ condition, ...place }: Place & { condition: Condition | undefined }) {
  const first = useFirstComparison();
  if (condition === undefined) {
    return (
      <Stack gap="sm" align="flex-start">
        <Text size="sm" c="dimmed">
          {texts.noCondition}
        </Text>
        <Button
          variant="default"
          leftSection={<IconPlus size="1em" />}
          onClick={() => place.onChange({ all: [first()] })}
        >
          {texts.addCondition}
        </Button>
      </Stack>
    );
  }
  return "operator" in condition ? (
    <GroupFields group={{ all: [condition] }} bare {...place} />
  ) : (
    <GroupFields group={condition} {...place} />
  );
}

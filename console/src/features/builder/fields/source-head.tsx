import { ActionIcon, Group } from "@mantine/core";
import { IconDatabaseImport } from "@tabler/icons-react";
import { firstToMap, useFields } from "./field-context.ts";
import { texts } from "./field-texts.ts";
import { ModeMenu } from "./mode-menu.tsx";
import classes from "./source-input.module.css";
import { inMode, modeOf, type SourceMode, sourceModes } from "./source-mode.ts";
import type { SourceInputProps } from "./source-props.ts";

interface SourceHeadProps extends SourceInputProps {
  id: string;
  open: boolean;
  onOpen: (open: boolean) => void;
}

/** Ways of filling a field that make no sense where it stands. */
function useClosed({ kind = "text", always = false }: SourceInputProps, mode: SourceMode): readonly SourceMode[] {
  const { sources, variables } = useFields();
  const closed: Partial<Record<SourceMode, boolean>> = {
    mapped: sources.length === 0,
    variable: Object.keys(variables).length === 0,
    ignored: always,
    // A template makes text, whatever stands in it.
    template: kind === "list" || kind === "object",
  };
  return sourceModes.filter((one) => one !== mode && closed[one] === true);
}

/** A field's name, how it is filled, and the way to choose data for it. */
export function SourceHead(props: SourceHeadProps) {
  const { id, label, kind = "text", required = false, source, onChange, parts, acts, open, onOpen } = props;
  const { sources, variables } = useFields();
  const first = { step: firstToMap(sources)?.id ?? "", variable: Object.keys(variables)[0] ?? "" };
  const inParts = parts?.form != null;
  const mode = inParts ? (parts.isSet ? "value" : "ignored") : modeOf(source);
  const closed = useClosed(props, mode);
  const onMode = (next: SourceMode) => {
    if (parts !== undefined) parts.onWhole(next, inMode(source, next, first));
    else onChange(inMode(source, next, first));
  };
  const name = (
    <>
      {label}
      {required ? <span className={classes.required}> {texts.required}</span> : null}
    </>
  );
  return (
    <Group gap="xs" justify="space-between" wrap="nowrap">
      {inParts ? (
        <span id={`${id}-label`} className={classes.label}>
          {name}
        </span>
      ) : (
        <label htmlFor={id} className={classes.label}>
          {name}
        </label>
      )}
      <Group gap="2xs" wrap="nowrap">
        <ActionIcon
          className={classes.pick}
          variant="subtle"
          color="gray"
          aria-label={texts.insertInto(label)}
          aria-expanded={open}
          onClick={() => onOpen(!open)}
        >
          <IconDatabaseImport className={classes.chevron} />
        </ActionIcon>
        <ModeMenu {...{ label, kind, mode, closed, onMode }} own={parts?.modes ?? none} />
        {acts}
      </Group>
    </Group>
  );
}

const none: readonly never[] = [];

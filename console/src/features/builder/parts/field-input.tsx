import type { InputSource, Source } from "@velodrome/contract";
import { type ReactNode, useState } from "react";
import type { Shape } from "../document/input-field.ts";
import { emptyOf, hasParts, turnedInto, wayOf } from "../document/part-ways.ts";
import { expressionOf, writtenPart } from "../document/parts-as-one.ts";
import { fieldsOf, itemsOf } from "../document/parts.ts";
import { texts } from "../fields/field-texts.ts";
import { SourceInput } from "../fields/source-input.tsx";
import { reference, type SourceMode } from "../fields/source-mode.ts";
import type { OwnMode, PartsForm } from "../fields/source-props.ts";
import { FieldsForm } from "./fields-form.tsx";
import { ListForm } from "./list-form.tsx";
import { NamesForm } from "./names-form.tsx";
import type { PartProps } from "./part-props.ts";

const asOne = (source: InputSource): string => expressionOf(source, ({ step, path }) => reference(step, path));

/** A source without parts; what has some where none are asked for says the same as an expression. */
function plain(source: InputSource | undefined): Source | undefined {
  if (source === undefined || (!("list" in source) && !("fields" in source))) return source;
  return { expression: asOne(source) };
}

/** What a value is just now, of several things that it could be. */
function wayNow({ shape, source }: PartProps): {
  ways: readonly Shape[];
  titles: readonly string[];
  at: number | null;
} {
  if (shape.parts?.kind !== "either") return { ways: [shape], titles: [], at: 0 };
  const { ways } = shape.parts;
  return {
    ways: ways.map((way) => way.shape),
    titles: ways.map(({ title }) => title),
    at: source === undefined ? 0 : wayOf(ways, source),
  };
}

function formOf({ shape: _, source, ...given }: PartProps, shape: Shape): ReactNode {
  const { parts } = shape;
  if (parts === null || parts.kind === "either") return null;
  const place = { ...given, Part: FieldInput };
  if (parts.kind === "list") {
    return <ListForm {...place} item={parts.item} limits={shape} items={itemsOf(source) ?? []} />;
  }
  const fields = fieldsOf(source) ?? {};
  if (parts.kind === "names") return <NamesForm {...place} value={parts.value} given={fields} />;
  return <FieldsForm {...place} fields={parts.fields} given={fields} />;
}

/** The ways to fill a value that come of its shape: by its parts, or as one of several things. */
function useOwnModes(props: PartProps, setWhole: (whole: boolean) => void, whole: boolean): OwnMode[] {
  const { source, onChange } = props;
  const { ways, titles, at } = wayNow(props);
  const now = at === null ? null : (ways[at] ?? null);
  return ways.flatMap((way, index): OwnMode[] => {
    const active = index === at && !whole && way.parts !== null && hasParts(way, source);
    // Plain text is a value, and stands in the list as one.
    if (way.parts === null && (titles.length === 0 || index === at)) return [];
    const known = way.parts === null ? null : texts.byParts[way.parts.kind];
    return [
      {
        title: titles[index] ?? known?.title ?? "",
        hint: known?.hint ?? texts.oneValue,
        active,
        onUse: () => {
          setWhole(false);
          if (index === at && source !== undefined && hasParts(way, source)) return;
          onChange(source === undefined ? emptyOf(way) : turnedInto(now, way, source));
        },
      },
    ];
  });
}

/** One field of a step whose value may have parts: filled part by part, or as a whole in any of the usual ways. */
export function FieldInput(props: PartProps) {
  const { shape, source, onChange, ...given } = props;
  const [whole, setWhole] = useState(false);
  const { ways, at } = wayNow(props);
  const now = (at === null ? undefined : ways[at]) ?? shape;
  const modes = useOwnModes(props, setWhole, whole);
  const inParts = !whole && now.parts !== null && hasParts(now, source);
  const onWhole = (mode: SourceMode, usual: Source | undefined) => {
    setWhole(mode === "value");
    const parted = inParts && source !== undefined;
    if (mode === "value" && parted) onChange({ value: writtenPart(source) });
    else if (mode === "expression" && parted) onChange({ expression: asOne(source) });
    else onChange(usual);
  };
  const parts: PartsForm = {
    form: inParts ? formOf(props, now) : null,
    isSet: source !== undefined,
    modes,
    onWhole,
  };
  return (
    <SourceInput
      {...given}
      kind={now.kind}
      choices={now.choices}
      limits={now}
      source={inParts ? undefined : plain(source)}
      onChange={onChange}
      {...(modes.length === 0 ? {} : { parts })}
    />
  );
}

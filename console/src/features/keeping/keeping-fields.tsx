import { NumberInput, SimpleGrid } from "@mantine/core";
import { type Around, type Field, flawsOf, type Inherited, type KeepingDraft, most } from "./keeping-draft.ts";
import { texts } from "./texts.ts";

/** Whose it is. */
export type Place = "installation" | "account" | "cycle";

interface KeepingFieldsProps {
  draft: KeepingDraft;
  fields: readonly Field[];
  place: Place;
  /** Null at the installation itself. */
  around: Around | null;
  onChange: (draft: KeepingDraft) => void;
}

export const inWords = (field: Field, value: number): string =>
  field === "concurrency" ? texts.runs(value) : texts.days(value);

const inheritedOf = (around: Around, field: Field): Inherited | null =>
  field === "concurrency" ? around.concurrency : around.retention[field];

function suffixOf(field: Field, value: number | ""): string {
  if (value === "" || field === "concurrency") return "";
  return value === 1 ? texts.day : texts.daysAfter;
}

/** What holds where nothing is entered, with where it comes from. */
export function inheritedWords(around: Around, field: Field): string {
  const inherited = inheritedOf(around, field);
  if (inherited === null) return texts.unlimited;
  return texts.inherited(inWords(field, inherited.value), texts.levels[inherited.from]);
}

/** What holds there now, and whether it is its own. */
function hintOf(field: Field, { draft, around, place }: Omit<KeepingFieldsProps, "fields" | "onChange">): string {
  const general = field === "concurrency" ? texts.concurrencyHints[place] : field === "events" ? texts.eventsHint : "";
  if (around === null) return general;
  const words = inheritedWords(around, field);
  const isUnlimited = inheritedOf(around, field) === null;
  const own = isUnlimited ? "" : texts.instead(words);
  return [draft[field] === "" ? words : own, general].filter((each) => each !== "").join(". ");
}

/** Days by outcome and runs at once; empty where it is as around it, and what that is stands below. */
export function KeepingFields({ fields, onChange, ...given }: KeepingFieldsProps) {
  const { draft, around } = given;
  const flaws = flawsOf(draft, fields, around === null);
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md" verticalSpacing="md">
      {fields.map((field) => {
        const inherited = around === null ? null : inheritedOf(around, field);
        const problem = field === "concurrency" ? texts.problems.runs : texts.problems.days;
        return (
          <NumberInput
            key={field}
            label={texts.fields[field]}
            description={hintOf(field, given)}
            value={draft[field]}
            onChange={(value) => onChange({ ...draft, [field]: typeof value === "number" ? value : "" })}
            error={flaws.includes(field) ? problem : undefined}
            placeholder={inherited === null ? "" : String(inherited.value)}
            inputWrapperOrder={["label", "input", "description", "error"]}
            suffix={suffixOf(field, draft[field])}
            min={1}
            max={most(field)}
            clampBehavior="none"
            allowDecimal={false}
            allowNegative={false}
          />
        );
      })}
    </SimpleGrid>
  );
}

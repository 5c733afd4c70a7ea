import { Facts } from "../../ui/facts.tsx";
import { type Around, draftOf, type Field, type Keeping } from "./keeping-draft.ts";
import { inheritedWords, inWords } from "./keeping-fields.tsx";
import { texts } from "./texts.ts";

interface KeepingFactsProps {
  own: Keeping;
  around: Around;
  fields: readonly Field[];
}

/** What holds, each with where it comes from. */
export function KeepingFacts({ own, around, fields }: KeepingFactsProps) {
  const draft = draftOf(own);
  const facts = fields.map((field) => {
    const mine = draft[field];
    const value = mine === "" ? inheritedWords(around, field) : texts.inherited(inWords(field, mine), texts.own);
    return { name: texts.fields[field], value };
  });
  return <Facts facts={facts} />;
}

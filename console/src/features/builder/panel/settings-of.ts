import {
  type ActionStep,
  type Condition,
  type Connection,
  type ConnectorWithMethods,
  type HearingStep,
  type InputSource,
  methodsOf,
  type Step,
  type SwitchStep,
} from "@velodrome/contract";
import { type Phrase, value, words } from "../../../lib/phrase.ts";
import { inputFields } from "../document/input-field.ts";
import { texts as toolTexts } from "../tools/tool-texts.ts";
import { texts } from "./panel-texts.ts";

/** What is said in steps, in words. */
export interface StepWords {
  source: (source: InputSource) => Phrase;
  condition: (condition: Condition) => Phrase;
  /** What becomes of an error of a step; null where it has no word of its own on that. */
  policy: (step: Step) => string | null;
}

/** What settings refer to by ids and names. */
export interface Known {
  inWords: Pick<StepWords, "source" | "condition">;
  connections: readonly Pick<Connection, "id" | "name">[];
  connectors: ReadonlyMap<string, Pick<ConnectorWithMethods, "methods">>;
}

/** One setting of a step, to be read. */
export interface Setting {
  name: string;
  value: Phrase;
}

const some = (name: string, phrase: Phrase | null | undefined): Setting[] =>
  phrase === null || phrase === undefined ? [] : [{ name, value: phrase }];

function connectionOf({ connection }: { connection?: string | undefined }, { connections }: Known): Setting[] {
  const name = connections.find(({ id }) => id === connection)?.name;
  return some(texts.connection, name === undefined ? null : [value(name)]);
}

function eventsOf(step: HearingStep, known: Known): Setting[] {
  const methods = known.connectors.get(step.connector)?.methods.filter(({ type }) => type === "trigger") ?? [];
  const titleOf = (name: string) => methods.find((one) => one.name === name)?.title ?? name;
  const asides = methods.flatMap((method) => method.asides).filter(({ name }) => step.also?.includes(name));
  const also = [...new Set(asides.map(({ title }) => title))];
  return [
    ...connectionOf(step, known),
    ...some(texts.events, [words(methodsOf(step).map(titleOf).join(", "))]),
    ...some(texts.asides, also.length === 0 ? null : [words(also.join(", "))]),
  ];
}

/** Inputs in the order of the form; those that the method no longer asks for come last. */
function inputsOf(step: ActionStep, { inWords, connectors }: Known): Setting[] {
  const methods = connectors.get(step.connector)?.methods ?? [];
  const method = methods.find(({ name, type }) => type === "action" && name === step.method);
  const labels = new Map(method === undefined ? [] : inputFields(method.input).map(({ name, label }) => [name, label]));
  const names = [...labels.keys(), ...Object.keys(step.input).filter((name) => !labels.has(name))];
  return names.flatMap((name) => {
    const source = Object.hasOwn(step.input, name) ? step.input[name] : undefined;
    return some(labels.get(name) ?? name, source && inWords.source(source));
  });
}

const casesOf = ({ cases }: SwitchStep, { inWords }: Known): Setting[] =>
  cases.flatMap(({ id, name, conditions }) => some(name ?? id, conditions && inWords.condition(conditions)));

function ownOf(step: Step, known: Known): Setting[] {
  const { source, condition } = known.inWords;
  switch (step.type) {
    case "action":
      return [...connectionOf(step, known), ...inputsOf(step, known)];
    case "trigger":
      return eventsOf(step, known);
    case "wait-for-event":
      return [...eventsOf(step, known), ...some(texts.onlyIf, step.conditions && condition(step.conditions))];
    case "switch":
      return casesOf(step, known);
    case "set-variables":
      return step.variables.flatMap(({ name, value: given }) => some(name, source(given)));
    case "script":
      return [
        ...Object.entries(step.input).flatMap(([name, given]) => some(name, source(given))),
        ...some(toolTexts.script.code, step.code === undefined ? null : [words(step.code)]),
      ];
    case "for-each":
      return some(toolTexts.forEach.collect, step.collect && source(step.collect));
    case "stop":
      return some(toolTexts.stop.message, step.message && source(step.message));
    default:
      // All that there is to say of it stands in its sentence.
      return [];
  }
}

/** What a step is set to, beyond what its sentence says of it. */
export function settingsOf(step: Step, known: Known): Setting[] {
  const masked = "redact" in step ? [...(step.redact?.input ?? []), ...(step.redact?.output ?? [])] : [];
  return [
    ...ownOf(step, known),
    ...some(texts.afterCrash, step.type === "action" ? [words(texts.afterCrashes[step.afterCrash ?? "repeat"])] : null),
    ...some(texts.masked, masked.length === 0 ? null : [words([...new Set(masked)].join(", "))]),
  ];
}

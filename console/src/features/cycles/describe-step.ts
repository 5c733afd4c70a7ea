import type { ActionStep, Step, TriggerStep } from "@velodrome/contract";
import type { Names } from "../../lib/names.ts";
import { capital, type Phrase, spaced, value, words } from "../../lib/phrase.ts";
import { describeSource } from "./describe-source.ts";
import { schedulePhrase, toolPhrase } from "./describe-tool.ts";

/** Inputs that say most about an action, the first one given stands in its sentence. */
const tellingInputs = ["text", "action", "message", "payload", "url", "title"];

const withArticle = (kind: string): string => `${/^[aeio]/.test(kind) ? "an" : "a"} ${kind}`;

function triggerPhrase(step: TriggerStep, names: Names): Phrase {
  const kinds = step.kinds ?? [step.method ?? "any"];
  const what = kinds.map((kind) => (kind === "any" ? "anything" : withArticle(spaced(kind)))).join(" or ");
  const where = step.connection === undefined ? null : names.connection(step.connection);
  const beginning = words(`When ${what} arrives`);
  return where === null ? [beginning] : [beginning, words(" at "), value(where)];
}

function actionPhrase(step: ActionStep): Phrase {
  const beginning = words(capital(spaced(step.method)));
  const telling = tellingInputs.find((name) => step.input[name] !== undefined);
  const source = telling === undefined ? undefined : step.input[telling];
  return source === undefined ? [beginning] : [beginning, words(": "), ...describeSource(source)];
}

/** What a step does, as a sentence. */
export function describeStep(step: Step, names: Names): Phrase {
  if (step.type === "trigger") return triggerPhrase(step, names);
  if (step.type === "action") return actionPhrase(step);
  if (step.type === "schedule") return schedulePhrase(step);
  return toolPhrase(step);
}

import {
  type ActionStep,
  type HearingStep,
  methodsOf,
  type Step,
  type TriggerStep,
  type WaitForEventStep,
} from "@velodrome/contract";
import type { Names } from "../../lib/names.ts";
import { capital, type Phrase, place, spaced, value, words } from "../../lib/phrase.ts";
import { describeSource } from "./describe-source.ts";
import { schedulePhrase, timeoutPhrase, toolPhrase } from "./describe-tool.ts";

/** Inputs that say most about an action, the first one given stands in its sentence. */
const tellingInputs = ["text", "action", "message", "payload", "url", "title"];

const withArticle = (kind: string): string => `${/^[aeio]/.test(kind) ? "an" : "a"} ${kind}`;

const kindsOf = (step: HearingStep): string =>
  methodsOf(step)
    .map((kind) => (kind === "any" ? "anything" : withArticle(spaced(kind))))
    .join(" or ");

function triggerPhrase(step: TriggerStep, names: Names): Phrase {
  const what = kindsOf(step);
  const beginning = words(`When ${what} arrives`);
  if (step.connection === undefined) return [beginning];
  const name = names.connection(step.connection);
  if (name === null && !names.pending) return [beginning];
  return [beginning, words(" at "), name === null ? place : value(name)];
}

/** Whose event it is goes without saying where it is the person's own. */
function waitPhrase(step: WaitForEventStep): Phrase {
  const beginning = words(`Wait for ${kindsOf(step)}`);
  const which = step.key === undefined ? [] : [words(" about "), ...describeSource(step.key.value)];
  return [beginning, ...which, ...timeoutPhrase(step)];
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
  if (step.type === "wait-for-event") return waitPhrase(step);
  return toolPhrase(step);
}

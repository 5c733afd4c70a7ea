import {
  type ActionStep,
  type ConnectedStep,
  type CycleDocument,
  type HearingStep,
  isConnectedStep,
  methodsOf,
  type Prerequisite,
  reachableSteps,
  type ScheduleStep,
  startsRuns,
  type Step,
  type ToolStep,
  withoutDisabled,
} from "@velodrome/contract";
import type { Connector, ConnectorMap } from "@velodrome/kit";
import { type CycleConnection, connectionOf } from "./connection-choice.ts";
import { findEmptyComparisons } from "./empty-comparison.ts";
import { checkInput } from "./input-check.ts";
import { findOwnAnswers } from "./own-answers.ts";
import { patternFlaw } from "./schedule-times.ts";

/** What the room that evaluates sources finds wrong: no expression, or a step that is not there or not before. */
export interface ExpressionFlaw {
  code: string;
  step: string;
  /** Such as `input.text`, `conditions.all.0.left`. */
  field: string;
  message: string;
}

export interface PrerequisiteDeps {
  connectors: ConnectorMap;
  expressionFlaws(document: CycleDocument, accountVariables: ReadonlySet<string>): readonly ExpressionFlaw[];
  sleepFlaws(document: CycleDocument, rules: SleepRules): readonly ExpressionFlaw[];
}

/** For how many days runs may sleep, and when and where it is. */
export interface SleepRules {
  days: number;
  now: number;
  timezone: string;
}

/** What of its account a cycle depends on besides connections. */
export interface AccountRules {
  sleep: SleepRules;
  /** Names of the account's variables. */
  variables: ReadonlySet<string>;
}

type Finding = Pick<Prerequisite, "code" | "field" | "message">;

/** Everything that is missing before a cycle can run, step by step in the document's order. Empty when it is ready. */
export function findPrerequisites(
  deps: PrerequisiteDeps,
  whole: CycleDocument,
  connections: readonly CycleConnection[],
  { sleep, variables }: AccountRules,
): Prerequisite[] {
  const document = withoutDisabled(whole);
  const hasTrigger = document.steps.some(startsRuns);
  const reachable = reachableSteps(whole);
  const reached = reachableSteps(document);
  const flaws = [...deps.expressionFlaws(whole, variables), ...deps.sleepFlaws(document, sleep)].map(fromFlaw);
  const inSteps = document.steps.flatMap((step) => {
    // Only what is switched off would lead there: it need not be ready.
    if (hasTrigger && reachable.has(step.id) && !reached.has(step.id)) return [];
    const findings = [
      ...(hasTrigger && step.type !== "note" && !reachable.has(step.id) ? [unreachable] : []),
      ...checkStep(deps.connectors, step, connections),
      ...findEmptyComparisons(step),
      ...checkPerson(step, document, connections),
      ...checkOwnAnswers(deps.connectors, step, document, connections),
    ];
    return [
      ...findings.map((finding) => ({ ...finding, step: step.id })),
      ...flaws.filter((flaw) => flaw.step === step.id),
    ];
  });
  const lacking = whole.steps.some(startsRuns) ? triggerDisabled : noTrigger;
  return [...(hasTrigger ? [] : [lacking]), ...inSteps];
}

const noTrigger: Prerequisite = {
  code: "no_trigger",
  step: null,
  field: null,
  message: "The cycle has no trigger, so nothing would start it. Add one.",
};

const triggerDisabled: Prerequisite = {
  ...noTrigger,
  message: "Every trigger of the cycle is switched off, so nothing would start it. Switch one on.",
};

const unreachable: Finding = {
  code: "unreachable",
  field: null,
  message: "No trigger leads to this step. Connect it, or remove it.",
};

function checkStep(connectors: ConnectorMap, step: Step, connections: readonly CycleConnection[]): Finding[] {
  const ofTool =
    step.type === "schedule" ? checkSchedule(step) : startsRuns(step) || step.type === "action" ? [] : checkTool(step);
  return isConnectedStep(step) ? [...checkMethod(connectors, step, connections), ...ofTool] : ofTool;
}

function checkSchedule({ every, cron }: ScheduleStep): Finding[] {
  if (every) return [];
  if (cron === undefined || cron.trim() === "") {
    return [{ code: "input_missing", field: "every", message: "The schedule does not say yet when it starts a run." }];
  }
  const message = patternFlaw(cron);
  return message === null ? [] : [{ code: "input_invalid", field: "cron", message }];
}

/** What a tool cannot do without. */
function checkTool(step: ToolStep): Finding[] {
  const missing = (field: string, message: string): Finding[] => [{ code: "condition_missing", field, message }];
  if (step.type === "decision" && step.conditions === undefined) {
    return missing("conditions", "The Decision has no condition yet.");
  }
  if (step.type === "filter" && step.conditions === undefined) {
    return missing("conditions", "The Filter has no condition yet.");
  }
  if (step.type === "switch") {
    if (step.cases.length === 0) return missing("cases", "The Switch has no case yet.");
    return step.cases.flatMap(({ id, name, conditions }) =>
      conditions === undefined ? missing(`cases.${id}`, `The case "${name ?? id}" has no condition yet.`) : [],
    );
  }
  if (step.type === "for-each" && step.list === undefined) {
    return [{ code: "input_missing", field: "list", message: "The For each has no list yet." }];
  }
  if (step.type === "delay" && step.duration === undefined) {
    return [{ code: "input_missing", field: "duration", message: "The Delay has no duration yet." }];
  }
  if (step.type === "wait-until" && step.until === undefined) {
    return [{ code: "input_missing", field: "until", message: "Wait until has no date yet." }];
  }
  if (step.type === "wait-for-event" && step.timeout === undefined) {
    return [{ code: "input_missing", field: "timeout", message: "Wait for event does not say yet how long it waits." }];
  }
  if (step.type === "script" && (step.code ?? "").trim() === "") {
    return [{ code: "input_missing", field: "code", message: "The Script has no code yet." }];
  }
  if (step.type === "transform" && (step.expression ?? "").trim() === "") {
    return [{ code: "input_missing", field: "expression", message: "The Transform has no expression yet." }];
  }
  return [];
}

function checkMethod(
  connectors: ConnectorMap,
  step: ConnectedStep,
  connections: readonly CycleConnection[],
): Finding[] {
  const connector = connectors.get(step.connector);
  if (connector === undefined) {
    return [{ code: "connector_unknown", field: "connector", message: `There is no connector "${step.connector}".` }];
  }
  const ofMethod = step.type === "action" ? checkAction(step, connector) : checkTrigger(step, connector);
  return [...ofMethod, ...checkConnection(step, connector, connections)];
}

function checkTrigger(step: HearingStep, connector: Connector): Finding[] {
  const known = new Map(Object.entries(connector.triggers));
  const methods = methodsOf(step);
  const asides = methods.flatMap((method) => Object.keys(known.get(method)?.asides ?? {}));
  return [
    ...methods
      .filter((method) => !known.has(method))
      .map((method) => unknownMethod(connector, step.kinds === undefined ? "method" : "kinds", `trigger "${method}"`)),
    ...(step.also ?? [])
      .filter((aside) => !asides.includes(aside))
      .map((aside) => unknownMethod(connector, "also", `trigger among these that takes "${aside}"`)),
  ];
}

function checkAction(step: ActionStep, connector: Connector): Finding[] {
  const action = Object.hasOwn(connector.actions, step.method) ? connector.actions[step.method] : undefined;
  return action === undefined
    ? [unknownMethod(connector, "method", `action "${step.method}"`)]
    : checkInput(step, action);
}

/** Whoever a run is about writes to one Page: an event of another one is theirs by a key only. */
function checkPerson(step: Step, document: CycleDocument, connections: readonly CycleConnection[]): Finding[] {
  if (step.type !== "wait-for-event" || step.key !== undefined) return [];
  const connection = connectionOf(step, connections);
  const isHeard = document.steps.some(
    (each) => each.type === "trigger" && connectionOf(each, connections) === connection,
  );
  if (connection === null || isHeard) return [];
  const message =
    "No trigger of this cycle is of the same connection, so nobody could tell whose event to wait for. Give it a key.";
  return [{ code: "input_missing", field: "key", message }];
}

function checkOwnAnswers(
  connectors: ConnectorMap,
  step: Step,
  document: CycleDocument,
  connections: readonly CycleConnection[],
): Finding[] {
  if (step.type !== "trigger") return [];
  const [answer] = findOwnAnswers(connectors, document, connections, step);
  if (answer === undefined) return [];
  const message = `It takes what this cycle sends itself, and "${answer.name ?? answer.id}" would answer to that without end. Put a Decision before it that asks what came, or take it out of Also.`;
  return [{ code: "answers_itself", field: "also", message }];
}

const unknownMethod = (connector: Connector, field: string, what: string): Finding => ({
  code: "method_unknown",
  field,
  message: `${connector.title} has no ${what}.`,
});

function checkConnection(
  step: ConnectedStep,
  connector: Connector,
  connections: readonly CycleConnection[],
): Finding[] {
  const field = "connection";
  const id = connectionOf(step, connections);
  if (id === null && worksWithout(connector)) return [];
  if (id === null) {
    const any = connections.some((each) => each.connector === connector.name);
    const message = any
      ? `The account has several connections to ${connector.title}. Choose one.`
      : `The account has no connection to ${connector.title}. Make one.`;
    return [{ code: "connection_missing", field, message }];
  }
  const connection = connections.find((each) => each.id === id);
  if (connection === undefined) {
    return [{ code: "connection_unknown", field, message: `The account has no connection ${id}. Choose another.` }];
  }
  if (connection.connector !== connector.name) {
    const message = `The connection "${connection.name}" is not one to ${connector.title}. Choose another.`;
    return [{ code: "connection_wrong_connector", field, message }];
  }
  if (connection.status === "authenticated") return [];
  return [{ code: "connection_not_authenticated", field, message: notAuthenticated(connection) }];
}

/** One of its kinds of authentication asks for nothing, so that a step needs no connection. */
const worksWithout = ({ auth, setup }: Connector): boolean =>
  setup.need !== "required" && auth.some(({ kind }) => kind === "none");

const remedies: Readonly<Record<Exclude<CycleConnection["status"], "authenticated">, string>> = {
  new: "is not connected yet. Connect it.",
  page_required: "has no Page yet. Choose one.",
  needs_reauthentication: "is no longer accepted by the application. Connect it again.",
  disabled: "is switched off. Switch it on.",
};

const notAuthenticated = ({ name, status }: CycleConnection): string =>
  `The connection "${name}" ${status === "authenticated" ? "" : remedies[status]}`;

/** Of an input's value the field is meant by its own name, as everywhere else in the list. */
const fromFlaw = ({ code, step, field, message }: ExpressionFlaw): Prerequisite => ({
  code: codeOf(code),
  step,
  field: field.replace(/^input\./, ""),
  message,
});

function codeOf(code: string): Prerequisite["code"] {
  if (code === "sleep_too_long") return code;
  return code.startsWith("reference_") ? "reference_unknown" : "expression_invalid";
}

import type { ActionStep, InputSource, Prerequisite } from "@velodrome/contract";
import type { Action } from "@velodrome/kit";
import { z } from "zod";
import { closestIssues, type PlacedIssue, wordsOfPath } from "../base/schema-issue.ts";

type Missing = Pick<Prerequisite, "code" | "field" | "message">;

/** What is wrong with an action's input as far as it can be said before it runs. */
export function checkInput(step: ActionStep, action: Action): Missing[] {
  const { shape } = action.input;
  const fields = Object.entries(shape).flatMap(([field, schema]) => {
    const source = Object.hasOwn(step.input, field) ? step.input[field] : undefined;
    return problemsOf(field, schema, source);
  });
  return [...fields, ...unknownFields(step, action)];
}

function problemsOf(field: string, schema: z.core.$ZodType, source: InputSource | undefined): Missing[] {
  const title = titleOf(schema, field);
  if (source === undefined || isEmpty(source)) {
    const required = !z.safeParse(schema, undefined).success;
    return required ? [{ code: "input_missing", field, message: `"${title}" has no value yet.` }] : [];
  }
  if (isOpen(source, [])) return [];
  const result = z.safeParse(schema, knownPart(source));
  if (result.success) return [];
  // What is only known in a run is no flaw here.
  const issues = closestIssues(known(result.error.issues, source, []));
  const places = Map.groupBy(issues, ({ path }) => path.map(String).join("."));
  return [...places].map(([place, here]) => ({
    code: "input_invalid",
    field: place === "" ? field : `${field}.${place}`,
    message: messageOf(title, here),
  }));
}

function messageOf(title: string, issues: readonly PlacedIssue[]): string {
  const [{ path } = { path: [] }] = issues;
  const why = issues.map(({ message }) => message).join("; ");
  const where = path.length === 0 ? "" : `, ${wordsOfPath(path)},`;
  return `"${title}"${where} cannot be this: ${why}.`;
}

/** What a person sees as an empty field. */
const isEmpty = (source: InputSource): boolean =>
  ("value" in source && (source.value === "" || source.value === null || source.value === undefined)) ||
  ("template" in source && source.template === "") ||
  ("list" in source && source.list.length === 0);

/** Stands for what is not known before a run. What is wrong with it is passed over. */
const notKnown = Object.freeze({});

function knownPart(source: InputSource): unknown {
  if ("value" in source) return source.value;
  if ("list" in source) return source.list.map(knownPart);
  if (!("fields" in source)) return notKnown;
  return Object.fromEntries(Object.entries(source.fields).map(([name, each]) => [name, knownPart(each)]));
}

/** The part of a source at a place in its value; undefined where it has no parts of its own. */
function partAt(source: InputSource, path: readonly PropertyKey[]): InputSource | undefined {
  let at: InputSource | undefined = source;
  for (const key of path) {
    if (at === undefined) return undefined;
    if ("list" in at) at = at.list[Number(key)];
    else if ("fields" in at) at = Object.hasOwn(at.fields, key) ? at.fields[String(key)] : undefined;
    else return at;
  }
  return at;
}

/** Whether nobody can say before a run what stands at a place. */
function isOpen(source: InputSource, path: readonly PropertyKey[]): boolean {
  const part = partAt(source, path);
  return part !== undefined && !("value" in part) && !("list" in part) && !("fields" in part);
}

/** The issues that hold whatever the rest turns out to be; `base`: where in the source their paths begin. */
function known(
  issues: readonly z.core.$ZodIssue[],
  source: InputSource,
  base: readonly PropertyKey[],
): z.core.$ZodIssue[] {
  return issues.flatMap((issue): z.core.$ZodIssue[] => {
    const path = [...base, ...issue.path];
    if (isOpen(source, path)) return [];
    if (issue.code !== "invalid_union") return [issue];
    const errors = issue.errors.map((way) => known(way, source, path));
    return errors.some((way) => way.length === 0) ? [] : [{ ...issue, errors } as z.core.$ZodIssue];
  });
}

function titleOf(schema: z.core.$ZodType, field: string): string {
  return z.globalRegistry.get(schema)?.title ?? field;
}

function unknownFields(step: ActionStep, action: Action): Missing[] {
  // A shape that says what else it takes takes anything.
  if (action.input.def.catchall !== undefined && !(action.input.def.catchall instanceof z.ZodNever)) return [];
  return Object.keys(step.input)
    .filter((field) => !Object.hasOwn(action.input.shape, field))
    .map((field) => ({
      code: "input_unknown",
      field,
      message: `"${action.title}" takes no "${field}". It takes: ${Object.keys(action.input.shape).join(", ")}.`,
    }));
}

import { type ConnectorWithMethods, type CycleDocument, canBeGiven, type Step } from "@velodrome/contract";
import type { Sample } from "../builder-host.ts";
import type { DataSource } from "../fields/field-context.ts";
import { titleIn } from "../step-title.ts";
import { schemaSample } from "./schema-sample.ts";

interface Known {
  /** What steps gave last, by id. */
  samples: ReadonlyMap<string, Sample>;
  connectors: ReadonlyMap<string, Pick<ConnectorWithMethods, "methods">>;
}

const unknown: Sample = { data: null, origin: "none" };

function exampleOf(step: Step, connectors: Known["connectors"]): Sample {
  if (step.type === "schedule") return { data: { scheduledAt: new Date(0).toISOString() }, origin: "schema" };
  if (step.type === "for-each") return { data: { item: null, index: 0 }, origin: "schema" };
  if (step.type !== "trigger" && step.type !== "action") return unknown;
  const name = step.type === "trigger" ? (step.method ?? step.kinds?.[0]) : step.method;
  const method = connectors.get(step.connector)?.methods.find((one) => one.type === step.type && one.name === name);
  return method === undefined ? unknown : { data: schemaSample(method.output), origin: "schema" };
}

/**
 * What a step of the draft gave last; as long as it has given nothing, an example of what it would give. A step that was
 * added a moment ago, of which the server does not know yet, has one too: what is mapped by then is mapped by it.
 */
export const sampleOf = (step: Step, { samples, connectors }: Known): Sample =>
  samples.get(step.id) ?? exampleOf(step, connectors);

/** What some steps of the draft give to those after them. */
export function dataSources({ steps }: CycleDocument, ids: readonly string[], known: Known): DataSource[] {
  return ids.map((id) => {
    const step = steps.find((one) => one.id === id);
    const { data, origin } = step === undefined ? unknown : sampleOf(step, known);
    const givable = step !== undefined && canBeGiven(step);
    const gives = givable || step?.type === "for-each";
    return { id, title: titleIn(steps, id), sample: data ?? null, origin, givable, gives };
  });
}

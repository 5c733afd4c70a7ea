import type { Step } from "@velodrome/contract";
import { useMemo, useState } from "react";
import { useBuilder } from "../builder-context.ts";
import { variablesIn } from "../document/variables-in.ts";
import { ancestorsOf } from "../document/ancestors.ts";
import { dataSources } from "../document/data-sources.ts";
import type { FieldSurroundings } from "../fields/field-context.ts";

/** What the fields of a step need to know: what comes before it, and what is wrong with it. */
export function useFieldSurroundings(step: Step): FieldSurroundings {
  const { chooseData, connections, connectors, editor, prerequisites, accountVariables, samples } = useBuilder();
  const { document } = editor.draft;
  const [active, setActive] = useState<FieldSurroundings["active"]>(null);
  return useMemo(() => {
    const collects = step.type === "for-each" || step.type === "wait-for-event" ? [step.id] : [];
    const sources = dataSources(document, [...ancestorsOf(document, step.id), ...collects], { samples, connectors });
    const variables = { ...accountVariables, ...variablesIn(document) };
    const triggers = (name: string) =>
      (connectors.get(name)?.methods ?? [])
        .filter(({ type }) => type === "trigger")
        .map((method) => ({ value: method.name, label: method.title }));
    const fitting = (name: string) =>
      connections.filter(({ connector }) => connector === name).map(({ id, name: label }) => ({ value: id, label }));
    const own = { triggers, connections: fitting };
    return {
      ...own,
      sources,
      variables,
      missing: prerequisites.filter((one) => one.step === step.id),
      active,
      setActive,
      chooseData: (id) => chooseData({ step: id, runs: false }),
    };
  }, [
    chooseData,
    document,
    step.id,
    step.type,
    connections,
    connectors,
    prerequisites,
    accountVariables,
    samples,
    active,
  ]);
}

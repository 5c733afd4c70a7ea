import type { Step } from "@velodrome/contract";
import type { ComponentType, ReactNode } from "react";

type StepType = Step["type"];
type StepOf<Type extends StepType> = Extract<Step, { type: Type }>;

export interface PanelProps<One extends Step = Step> {
  step: One;
  /** Changes the step. Changes with one key that follow each other are undone as one. */
  onChange: (step: One, key?: string) => void;
}

/** What the Builder knows of one kind of step that is no connector's. */
export interface Tool {
  type: StepType;
  title: string;
  hint: string;
  /** Other words by which people look for it. */
  words: readonly string[];
  make: () => Step;
  panel: (step: Step, onChange: (step: Step, key?: string) => void) => ReactNode;
}

interface Definition<Type extends StepType> extends Omit<Tool, "make" | "panel" | "type"> {
  type: Type;
  /** A new one, without what every step gets. */
  make: () => Omit<StepOf<Type>, "id" | "name" | "position" | "type">;
  Panel: ComponentType<PanelProps<StepOf<Type>>>;
}

/** A tool in one file: how it is found, what a new one is, and the form of its settings. */
export function defineTool<Type extends StepType>({ Panel, make, ...rest }: Definition<Type>): Tool {
  const isMine = (step: Step): step is StepOf<Type> => step.type === rest.type;
  return {
    ...rest,
    make: () => ({ ...make(), id: "step", type: rest.type }) as unknown as Step,
    panel: (step, onChange) => (isMine(step) ? <Panel step={step} onChange={onChange} /> : null),
  };
}

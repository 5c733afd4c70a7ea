import type { InputSource } from "@velodrome/contract";
import type { ComponentType, ReactNode } from "react";
import type { Shape } from "../document/input-field.ts";

/** A value that may have parts, in whichever way it is filled. */
export interface PartProps {
  step: string;
  /** Where it stands in the step, such as `input.buttons.0.title`. */
  field: string;
  label: string;
  hint?: string | null;
  required?: boolean;
  always?: boolean;
  shape: Shape;
  source: InputSource | undefined;
  onChange: (source: InputSource | undefined, key?: string) => void;
  lookup?: ReactNode;
  acts?: ReactNode;
}

/** What the form of parts is given besides: it is one part of a form itself, and cannot know what shows its own. */
export interface PartsProps {
  step: string;
  field: string;
  label: string;
  Part: ComponentType<PartProps>;
  onChange: (source: InputSource, key?: string) => void;
}

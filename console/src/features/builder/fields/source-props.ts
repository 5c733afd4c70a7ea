import type { Source } from "@velodrome/contract";
import type { ReactNode } from "react";
import type { ValueKind } from "../document/input-field.ts";
import type { SourceMode } from "./source-mode.ts";

/** A way to fill a field that only some fields have: item by item, say. */
export interface OwnMode {
  title: string;
  hint: string;
  active: boolean;
  onUse: () => void;
}

/** How a field is filled part by part. */
export interface PartsForm {
  /** The form of the parts; null while the field is filled as a whole. */
  form: ReactNode;
  isSet: boolean;
  modes: readonly OwnMode[];
  /** Fills the field as a whole instead; `usual`: what that begins with elsewhere. */
  onWhole: (mode: SourceMode, usual: Source | undefined) => void;
}

export interface Limits {
  /** Characters of a text, items of a list, or the number itself. */
  least: number | null;
  most: number | null;
}

export const noLimits: Limits = { least: null, most: null };

export interface SourceInputProps {
  step: string;
  /** Where it stands in the step, such as `input.text`. */
  field: string;
  label: string;
  hint?: string | null;
  kind?: ValueKind;
  choices?: readonly string[];
  limits?: Limits;
  required?: boolean;
  /** It cannot be left out: an item of a list is taken away instead. */
  always?: boolean;
  source: Source | undefined;
  onChange: (source: Source | undefined, key?: string) => void;
  /** Instead of plain text where the application lists choices. */
  lookup?: ReactNode;
  /** Where it has parts. */
  parts?: PartsForm;
  /** What can be done with the field itself. */
  acts?: ReactNode;
}

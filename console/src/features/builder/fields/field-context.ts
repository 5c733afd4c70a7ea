import type { Prerequisite } from "@velodrome/contract";
import { createContext, useContext } from "react";

/** A step whose output can be taken, with something to look at. */
export interface DataSource {
  id: string;
  title: string;
  /** What it gave last time, or might give. */
  sample: unknown;
  origin: "pin" | "test" | "run" | "event" | "schema" | "none";
  /** Whether a test may take other data in its place. */
  givable: boolean;
  /** Whether it gives data of its own: a step that only chooses a way does not. */
  gives: boolean;
}

/** Where data is likely to be taken from: the nearest step before that has some. */
export const firstToMap = (sources: readonly DataSource[]): DataSource | undefined =>
  sources.findLast(({ gives, sample }) => gives && sample !== null) ??
  sources.findLast(({ gives }) => gives) ??
  sources.at(-1);

interface Choice {
  value: string;
  label: string;
}

export interface FieldSurroundings {
  sources: readonly DataSource[];
  /** The cycle's and the account's with a value each, where one is known; the cycle's own go before. */
  variables: Readonly<Record<string, unknown>>;
  /** What a connector can wait for, and the account's connections to it, as choices. */
  triggers: (connector: string) => Choice[];
  connections: (connector: string) => Choice[];
  /** What the server misses in the step that is open. */
  missing: readonly Prerequisite[];
  /** The field that data is put into by a click. */
  active: { take: (step: string, path: string) => void } | null;
  setActive: (active: FieldSurroundings["active"]) => void;
  /** Asks what a step is tried with. */
  chooseData: (step: string) => void;
}

const nowhere: FieldSurroundings = {
  sources: [],
  variables: {},
  triggers: () => [],
  connections: () => [],
  missing: [],
  active: null,
  setActive: () => undefined,
  chooseData: () => undefined,
};

export const FieldContext = createContext<FieldSurroundings>(nowhere);
export const useFields = (): FieldSurroundings => useContext(FieldContext);

/** What the server misses in one field; a field may be named with or without the part it stands in. */
export function missingIn(missing: readonly Prerequisite[], field: string): string | null {
  const found = missing.filter((one) => one.field === field || `input.${one.field}` === field);
  return found.length === 0 ? null : found.map(({ message }) => message).join(" ");
}

/** The id of a field's control, so that a link can lead to it. */
export const fieldId = (step: string, field: string): string => `field-${step}-${field.replace(/[^\w-]+/g, "-")}`;

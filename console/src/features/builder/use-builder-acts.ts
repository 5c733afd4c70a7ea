import type { CycleDocument, Edge, ErrorPolicy, Step } from "@velodrome/contract";
import { useMemo, useRef } from "react";
import type { Place } from "./builder-host.ts";
import { type Arrangement, arranged } from "./canvas/arrange.ts";
import { boxesOf } from "./canvas/boxes.ts";
import { changing, type Changing, type Given } from "./changing.ts";
import { clipText, copySteps, parseClip, pasteClip } from "./document/clip.ts";
import {
  addAfter,
  addStep,
  connect,
  disconnect,
  fitsBetween,
  insertOnEdge,
  moveSteps,
  type Point,
  reconnect,
  removeSteps,
  replaceStep,
} from "./document/graph-edit.ts";
import { freePlace, placeAfter, placeBeside, positionsOf } from "./document/positions.ts";
import { withoutPins, withPin } from "./document/pins.ts";
import { mainPort, waysOut } from "./document/port.ts";
import { canBeDisabled, meansOff, toggleDisabled } from "./document/toggle-disabled.ts";
import { withPart } from "./document/with-part.ts";
import { groupActs } from "./group-acts.ts";
import { type PaletteEntry, stepFrom, withPlainInput } from "./palette-entry.ts";
import { titleOf } from "./step-title.ts";
import { texts } from "./texts.ts";
import { texts as trialTexts } from "./trial/trial-texts.ts";

/** The document with a new step at its place. */
function placed(document: CycleDocument, step: Step, place: Place): CycleDocument {
  if (place.kind === "edge" && fitsBetween(step)) {
    const positions = positionsOf(document);
    const [from, to] = [positions.get(place.edge.from), positions.get(place.edge.to)];
    const between = from && to ? { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 } : { x: 0, y: 0 };
    return insertOnEdge(document, place.edge, { ...step, position: freePlace(document, between) });
  }
  if (place.kind === "after") {
    const position = place.point === undefined ? placeAfter(document, place.from) : freePlace(document, place.point);
    return addAfter(document, place.from, place.port, { ...step, position });
  }
  const wished = place.kind === "at" ? freePlace(document, place.point) : placeBeside(document);
  return addStep(document, { ...step, position: wished });
}

/**
 * Behind the one step that is selected, by its first way out that leads nowhere yet: into a For each before past it. Where
 * all lead somewhere, by the one by which things go on as a rule.
 */
export function placeBySelection(document: CycleDocument, selection: ReadonlySet<string>): Place {
  const [only, another] = document.steps.filter(({ id }) => selection.has(id));
  if (only === undefined || another !== undefined) return { kind: "somewhere" };
  const leads = new Set(document.edges.flatMap(({ from, port }) => (from === only.id ? [port] : [])));
  const way = waysOut(only).find(({ port, kind }) => kind !== "error" && !leads.has(port)) ?? mainPort(only);
  return way === null ? { kind: "somewhere" } : { kind: "after", from: only.id, port: way.port };
}

function graphActs(given: () => Given, { change, now, title }: Changing) {
  return {
    add(entry: PaletteEntry, place: Place): string {
      const { host, select, open } = given();
      const step = stepFrom(entry, { ...host, document: now() });
      change(texts.acts.add(titleOf(step)), (document) => withPlainInput(placed(document, step, place), step.id, host));
      select([step.id]);
      open(step.id);
      return step.id;
    },
    connect: (edge: Edge) => change(texts.acts.connect(title(edge.from), title(edge.to)), (it) => connect(it, edge)),
    disconnect: (edge: Edge) => change(texts.acts.removeEdge, (it) => disconnect(it, edge)),
    reconnect: (edge: Edge, to: Edge) =>
      change(texts.acts.connect(title(to.from), title(to.to)), (it) => reconnect(it, edge, to)),
    remove(ids: Iterable<string>): void {
      const gone = [...ids];
      if (gone.length === 0) return;
      change(texts.acts.remove(gone.length, title(gone[0] ?? "")), (document) => removeSteps(document, gone));
      given().select([]);
      given().open(null);
    },
    /** Off, or on again where all of them are off. */
    toggleDisabled(ids: Iterable<string>): void {
      const wanted = new Set(ids);
      const steps = canBeDisabled(now(), wanted);
      const [first] = steps;
      if (first === undefined) return;
      const label = meansOff(steps) ? texts.acts.disable : texts.acts.enable;
      change(label(steps.length, titleOf(first)), (document) => toggleDisabled(document, wanted));
    },
    move: (positions: ReadonlyMap<string, Point>, key: string | null = null) =>
      change(texts.acts.move(positions.size), (document) => moveSteps(document, positions), key),
    tidy: (positions: ReadonlyMap<string, Point>) =>
      change(texts.acts.tidy, (document) => moveSteps(document, positions)),
    /** Brings what is selected into line, or apart evenly; answers whether anything stood otherwise. */
    arrange(how: Arrangement): boolean {
      const { selection } = given();
      const boxes = new Map([...boxesOf(now())].filter(([id]) => selection.has(id)));
      const positions = arranged(boxes, how);
      if (positions.size === 0) return false;
      change(texts.acts.arrange(texts.arrangements[how], boxes.size), (document) => moveSteps(document, positions));
      return true;
    },
    replace: (step: Step, key?: string) =>
      change(
        texts.acts.change(titleOf(step)),
        (document) => replaceStep(document, step),
        key === undefined ? null : `${step.id} ${key}`,
      ),
    rename(step: Step, name: string): void {
      const { name: _, ...bare } = step;
      const renamed = (name.trim() === "" ? bare : { ...step, name }) as Step;
      change(texts.acts.rename(name), (document) => replaceStep(document, renamed), `${step.id} name`);
    },
  };
}

/** What is done to the cycle as a whole. */
function wholeActs(given: () => Given, { change, title }: Changing) {
  return {
    renameCycle: (name: string) =>
      given().editor.act(texts.acts.renameCycle, (draft) => ({ ...draft, name }), "cycle name"),
    /** What is pinned is no version's, and stays. */
    restore: (version: number, document: CycleDocument) =>
      change(texts.acts.restore(version), ({ pins }) => (pins === undefined ? document : { ...document, pins })),
    pin: (step: string, data: unknown) =>
      change(trialTexts.acts.pin(title(step)), (document) => withPin(document, step, data)),
    unpin: (step: string) => change(trialTexts.acts.unpin(title(step)), (document) => withoutPins(document, [step])),
    setErrorPolicy: (onStepError: ErrorPolicy, key?: string) =>
      change(
        texts.acts.errors,
        (document) => ({ ...document, settings: { ...document.settings, onStepError } }),
        key === undefined ? null : `errors ${key}`,
      ),
    setRedact: (redact: readonly string[]) =>
      change(texts.acts.masked, (document) => ({
        ...document,
        settings: withPart(document.settings, "redact", redact.length === 0 ? undefined : [...redact]),
      })),
    setVariables: (variables: CycleDocument["variables"], key?: string) =>
      change(
        texts.acts.variables,
        (document) => ({ ...document, variables: variables ?? {} }),
        key === undefined ? null : `variables ${key}`,
      ),
  };
}

function clipActs(given: () => Given, remove: (ids: Iterable<string>) => void) {
  const put = (text: string, at: Point | null, label: (count: number) => string): number => {
    const { editor, select, open } = given();
    const found = parseClip(text);
    if (found === null) return 0;
    const target = at ?? placeBeside(editor.draft.document);
    const { ids } = pasteClip(editor.draft.document, found, target);
    editor.act(label(ids.length), (draft) => ({
      ...draft,
      document: pasteClip(draft.document, found, target).document,
    }));
    select(ids);
    open(null);
    return ids.length;
  };
  const copy = (): string | null => {
    const { editor, selection } = given();
    const copied = copySteps(editor.draft.document, selection);
    return copied === null ? null : clipText(copied);
  };
  return {
    /** What is selected, as text; null when nothing is. */
    copy,
    cut(): string | null {
      const text = copy();
      if (text !== null) remove(given().selection);
      return text;
    },
    /** Answers how many steps came in. */
    paste: (text: string, at: Point | null) => put(text, at, texts.acts.paste),
    duplicate(): void {
      const text = copy();
      if (text !== null) put(text, null, texts.acts.duplicate);
    },
  };
}

/** Everything a person can do to a cycle, each one act of its history. */
export function useBuilderActs(given: Given) {
  const latest = useRef(given);
  latest.current = given;
  return useMemo(() => {
    const current = () => latest.current;
    const changes = changing(current);
    const graph = graphActs(current, changes);
    const clips = clipActs(current, graph.remove);
    return { ...graph, ...groupActs(current, changes), ...wholeActs(current, changes), ...clips };
  }, []);
}

export type BuilderActs = ReturnType<typeof useBuilderActs>;

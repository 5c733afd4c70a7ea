import {
  type Connection,
  type ConnectorMethod,
  type ConnectorWithMethods,
  type CycleDocument,
  isConnectedStep,
  type Step,
} from "@velodrome/contract";
import type { Icon } from "@tabler/icons-react";
import { stepIcon } from "../../ui/step-icon.ts";
import { ancestorsOf } from "./document/ancestors.ts";
import { onlyConnection } from "./document/only-connections.ts";
import { inputFields } from "./document/input-field.ts";
import { freshId, idFromName, takenIds } from "./document/step-id.ts";
import { texts } from "./texts.ts";
import { tools } from "./tools/tool-registry.ts";

/** Something that can be added to a cycle. */
export interface PaletteEntry {
  key: string;
  title: string;
  hint: string;
  group: string;
  /** Everything it is found by, in small letters. */
  words: string;
  icon: Icon;
  starts: boolean;
  make: () => Step;
}

const toolEntries: readonly PaletteEntry[] = tools.map((tool) => ({
  key: `tool:${tool.type}`,
  title: tool.title,
  hint: tool.hint,
  group: texts.tools,
  words: [tool.title, tool.hint, ...tool.words].join(" ").toLowerCase(),
  icon: stepIcon(tool.type),
  starts: tool.type === "schedule",
  make: tool.make,
}));

function methodEntry(connector: ConnectorWithMethods, method: ConnectorMethod): PaletteEntry {
  const starts = method.type === "trigger";
  const base = { id: "step", connector: connector.name, method: method.name };
  return {
    key: `${connector.name}:${method.type}:${method.name}`,
    title: method.title,
    hint: method.description,
    group: starts ? texts.triggersOf(connector.title) : texts.actionsOf(connector.title),
    words: [connector.title, method.title, method.description, method.name].join(" ").toLowerCase(),
    icon: stepIcon(method.type),
    starts,
    make: () => (starts ? { ...base, type: "trigger" } : { ...base, type: "action", input: {} }),
  };
}

/** Everything that can be added: connectors' methods first, as they are what a cycle is about. */
export const paletteEntries = (connectors: Iterable<ConnectorWithMethods>): PaletteEntry[] => [
  ...[...connectors].flatMap((connector) => connector.methods.map((method) => methodEntry(connector, method))),
  ...toolEntries,
];

/** Those that have every word that was typed; what has them in its title comes first. */
export function searchEntries(entries: readonly PaletteEntry[], typed: string): PaletteEntry[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const found = entries.filter((entry) => words.every((word) => entry.words.includes(word)));
  const inTitle = ({ title }: PaletteEntry) => words.every((word) => title.toLowerCase().includes(word));
  return found.toSorted((a, b) => Number(inTitle(b)) - Number(inTitle(a)));
}

/** The connection a new step takes: the one its cycle uses already, or the account's only one. */
function connectionFor(connector: string, document: CycleDocument, connections: readonly Connection[]): string | null {
  const used = document.steps.find((step) => isConnectedStep(step) && step.connector === connector && step.connection);
  if (used !== undefined && isConnectedStep(used) && used.connection !== undefined) return used.connection;
  return onlyConnection(connector, connections);
}

interface Surroundings {
  document: CycleDocument;
  connections: readonly Connection[];
  connectors: ReadonlyMap<string, ConnectorWithMethods>;
}

/** A step as it is added: with a free id, a name, and its connection where there is no choice. */
export function stepFrom(entry: PaletteEntry, { document, connections }: Surroundings): Step {
  const id = freshId(takenIds(document), idFromName(entry.title));
  const number = /\d+$/.exec(id)?.[0];
  const taken = document.steps.some(({ name }) => name === entry.title);
  const made = { ...entry.make(), id, name: taken && number !== undefined ? `${entry.title} ${number}` : entry.title };
  if (!isConnectedStep(made)) return made;
  const connection = connectionFor(made.connector, document, connections);
  return connection === null ? made : { ...made, connection };
}

/** The document with what a new action needs filled in where it is plain: the answer goes to whoever wrote. */
export function withPlainInput(document: CycleDocument, id: string, { connectors }: Pick<Surroundings, "connectors">) {
  const step = document.steps.find((one) => one.id === id);
  if (step?.type !== "action") return document;
  const method = connectors
    .get(step.connector)
    ?.methods.find(({ name, type }) => name === step.method && type === "action");
  const before = new Set(ancestorsOf(document, id));
  const trigger = document.steps.find(
    (one) => one.type === "trigger" && one.connector === step.connector && before.has(one.id),
  );
  const asks = inputFields(method?.input).some(({ name }) => name === "recipient");
  if (trigger === undefined || !asks || step.input.recipient !== undefined) return document;
  const filled: Step = { ...step, input: { ...step.input, recipient: { step: trigger.id, path: "sender.id" } } };
  return { ...document, steps: document.steps.map((one) => (one.id === id ? filled : one)) };
}

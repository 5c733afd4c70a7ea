import type { z } from "zod";
import { type Action, type Connector, type ConnectorMap, repeatKinds, type Trigger } from "./connector.ts";

const kebabCase = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const graphVersion = /^v\d+\.\d+$/;

/** An action with its input's and output's types inferred from their shapes. */
export function defineAction<Input extends z.ZodObject, Output extends z.ZodType>(
  action: Action<Input, Output>,
): Action<Input, Output> {
  return action;
}

/**
 * Checks a connector where it is written, so that a slip stops the start and not a customer's run.
 * Throws `TypeError` naming every fault.
 *
 * @example
 * export const shop = defineConnector({ name: "shop", title: "Shop", actions: { "add-order": addOrder }, … });
 */
export function defineConnector(connector: Connector): Connector {
  const faults = faultsOf(connector);
  if (faults.length > 0) throw new TypeError(`Connector "${connector.name}" is not well defined: ${faults.join("; ")}`);
  return Object.freeze(connector);
}

/** All connectors by name. Throws `TypeError` when two share one. */
export function connectorMap(connectors: readonly Connector[]): ConnectorMap {
  const map = new Map<string, Connector>();
  for (const connector of connectors) {
    if (map.has(connector.name)) throw new TypeError(`Two connectors are named "${connector.name}": rename one`);
    map.set(connector.name, connector);
  }
  return map;
}

function faultsOf(connector: Connector): string[] {
  const faults: string[] = [];
  if (!kebabCase.test(connector.name)) faults.push("its name must be kebab-case");
  faults.push(...faultsOfWords("it", connector));
  if (!connector.logo.trim().startsWith("<svg")) faults.push("its logo must be inline SVG");
  if (!graphVersion.test(connector.setup.graphVersion)) faults.push("its graphVersion must look like v25.0");
  const triggers = Object.entries(connector.triggers);
  const actions = Object.entries(connector.actions);
  if (triggers.length + actions.length === 0) faults.push("it needs at least one trigger or action");
  if (triggers.length > 0 && connector.webhooks === null) faults.push("it has triggers but takes in no webhooks");
  for (const [name, trigger] of triggers) faults.push(...faultsOfMethod(`trigger "${name}"`, name, trigger));
  for (const [name, action] of actions) {
    if (name in connector.triggers) faults.push(`"${name}" is both a trigger and an action`);
    faults.push(...faultsOfMethod(`action "${name}"`, name, action));
    if (!repeatKinds.includes(action.repeat)) {
      faults.push(`action "${name}" must say whether it may be repeated: ${repeatKinds.join(", ")}`);
    }
  }
  return faults;
}

function faultsOfMethod(what: string, name: string, method: Trigger | Action): string[] {
  const faults = faultsOfWords(what, method);
  if (!kebabCase.test(name)) faults.push(`${what} must be kebab-case`);
  return faults;
}

function faultsOfWords(what: string, words: { title: string; description: string }): string[] {
  const faults: string[] = [];
  if (words.title.trim() === "") faults.push(`${what} needs a title`);
  if (words.description.trim() === "") faults.push(`${what} needs a description`);
  return faults;
}

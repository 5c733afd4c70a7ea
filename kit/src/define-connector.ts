import { z } from "zod";
import { authKinds, type Auth } from "./auth.ts";
import {
  type Action,
  type Connector,
  type ConnectorMap,
  type RateLimit,
  repeatKinds,
  type Trigger,
} from "./connector.ts";
import { lookupFields, secretFields } from "./field-meta.ts";

const kebabCase = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const release = /^\d+\.\d+\.\d+$/;
const setupNeeds: readonly string[] = ["required", "optional", "none"];

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
  if (!release.test(connector.version)) faults.push("its version must look like 1.0.0");
  if (!(connector.properties instanceof z.ZodObject)) faults.push("its properties must be a zod object");
  faults.push(...faultsOfLimit("it", connector.rateLimit));
  faults.push(...faultsOfSetup(connector), ...connector.auth.flatMap(faultsOfAuth), ...faultsOfParts(connector));
  for (const [name, lookup] of Object.entries(connector.lookups)) {
    if (!kebabCase.test(name)) faults.push(`lookup "${name}" must be kebab-case`);
    if (lookup.title.trim() === "") faults.push(`lookup "${name}" needs a title`);
  }
  return [...faults, ...faultsOfMethods(connector)];
}

function faultsOfSetup({ setup }: Connector): string[] {
  const faults: string[] = [];
  if (!setupNeeds.includes(setup.need)) faults.push(`its setup's need must be one of ${setupNeeds.join(", ")}`);
  const versions = setup.versions.map(({ version }) => version);
  if (new Set(versions).size !== versions.length) faults.push("its setup lists a version twice");
  if (versions.length > 0 && !versions.includes(setup.graphVersion)) {
    faults.push(`its graphVersion "${setup.graphVersion}" is none of its versions`);
  }
  return faults;
}

function faultsOfAuth(auth: Auth): string[] {
  const faults: string[] = [];
  if (!authKinds.includes(auth.kind)) faults.push(`its auth kind must be one of ${authKinds.join(", ")}`);
  if (auth.title.trim() === "") faults.push(`its auth "${auth.kind}" needs a title`);
  if ("fields" in auth && secretFields(auth.fields).length === 0) {
    faults.push(`its auth "${auth.kind}" has no field marked by .meta({ secret: true })`);
  }
  return faults;
}

/** What is of no use, or leads nowhere, without another part. */
function faultsOfParts(connector: Connector): string[] {
  const { auth, application, setup, target, triggers, webhooks } = connector;
  const faults: string[] = [];
  if (auth.length === 0) faults.push("it needs at least one kind of auth, if only none");
  if (new Set(auth.map(({ kind }) => kind)).size !== auth.length) faults.push("it has a kind of auth twice");
  if (Object.keys(triggers).length > 0 && webhooks === null) faults.push("it has triggers but takes in no webhooks");
  if (setup.need === "none" && webhooks !== null) faults.push("its webhooks need a setup, whose address they come to");
  if (setup.need === "none" && application !== null)
    faults.push("its application needs a setup, whose values it tries");
  for (const kind of auth) {
    if (kind.kind !== "oauth2") continue;
    if (target !== null && kind.targets === undefined) faults.push("its sign-in offers no targets to connect");
    if (target === null && kind.targets !== undefined)
      faults.push("its sign-in offers targets that it knows nothing of");
  }
  if (target !== null && target.fields.length > 0 && webhooks === null) {
    faults.push("its target subscribes to fields but it takes in no webhooks");
  }
  return faults;
}

function faultsOfMethods(connector: Connector): string[] {
  const faults: string[] = [];
  const triggers = Object.entries(connector.triggers);
  const actions = Object.entries(connector.actions);
  if (triggers.length + actions.length === 0) faults.push("it needs at least one trigger or action");
  for (const [name, trigger] of triggers) faults.push(...faultsOfMethod(`trigger "${name}"`, name, trigger));
  for (const [name, action] of actions) {
    const what = `action "${name}"`;
    if (name in connector.triggers) faults.push(`"${name}" is both a trigger and an action`);
    faults.push(...faultsOfMethod(what, name, action), ...faultsOfLimit(what, action.rateLimit ?? null));
    if (!repeatKinds.includes(action.repeat)) {
      faults.push(`${what} must say whether it may be repeated: ${repeatKinds.join(", ")}`);
    }
    if ((action.repeat === "reconcile") !== (action.outcomeOf !== undefined)) {
      faults.push(`${what} must be "reconcile" and have outcomeOf, by which a call is found again, or neither`);
    }
    for (const [field, lookup] of Object.entries(lookupFields(action.input))) {
      if (!(lookup in connector.lookups))
        faults.push(`${what} names a lookup "${lookup}" for "${field}" that is not there`);
    }
  }
  return faults;
}

function faultsOfMethod(what: string, name: string, method: Trigger | Action): string[] {
  const faults = faultsOfWords(what, method);
  if (!kebabCase.test(name)) faults.push(`${what} must be kebab-case`);
  return faults;
}

function faultsOfLimit(what: string, limit: RateLimit | null): string[] {
  return limit === null || (limit.calls > 0 && limit.perMs > 0)
    ? []
    : [`${what} has a rate limit that lets nothing by`];
}

function faultsOfWords(what: string, words: { title: string; description: string }): string[] {
  const faults: string[] = [];
  if (words.title.trim() === "") faults.push(`${what} needs a title`);
  if (words.description.trim() === "") faults.push(`${what} needs a description`);
  return faults;
}

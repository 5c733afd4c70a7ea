import type { RunError } from "@velodrome/contract";
import type { Action, Connector, ConnectorMap } from "@velodrome/kit";
import { fromWire } from "../base/id.ts";
import type { CredentialsCache, OpenConnection } from "../connection/credentials-cache.ts";
import type { CompiledAction } from "../step/compile.ts";
import { runErrorOf, StepFailure } from "../step/failure.ts";
import { parseInput } from "../step/input.ts";
import { assertPayload } from "../step/payload-limit.ts";
import { noSetup } from "../connection/call-access.ts";

export interface PrepareDeps {
  connectors: ConnectorMap;
  credentials: Pick<CredentialsCache, "credentialsOf">;
}

/** What a call goes out with, or why it does not. */
export type Prepared =
  | { action: Action; connection: OpenConnection; input: Record<string, unknown> }
  | { error: RunError };

/** Everything a call needs, checked before anything is written or sent. */
export async function prepare(
  deps: PrepareDeps,
  accountId: string,
  compiled: CompiledAction,
  values: Record<string, unknown>,
): Promise<Prepared> {
  const { step } = compiled;
  const connector = deps.connectors.get(step.connector);
  const action = connector?.actions[step.method];
  if (!connector || !action) {
    const message = `${step.connector} has no action "${step.method}" any more. Choose another in the cycle and publish it.`;
    return { error: runErrorOf("terminal", "method_gone", message) };
  }
  try {
    const input = parseInput(action.input, values);
    assertPayload(input, "The input of this step");
    const id = step.connection === undefined ? null : fromWire("connection", step.connection);
    const connection =
      step.connection === undefined
        ? withoutConnection(connector)
        : id && (await deps.credentials.credentialsOf(accountId, id));
    if (connection) return { action, connection, input };
  } catch (cause: unknown) {
    if (!(cause instanceof StepFailure)) throw cause;
    return { error: cause.error };
  }
  const message = "The connection of this step is not authenticated. Connect the Page again, then retry this run.";
  return { error: runErrorOf("terminal", "connection_not_authenticated", message, { connection: step.connection }) };
}

/** What a step without a connection works with, where its connector has a kind of authentication that asks for nothing. */
function withoutConnection({ name, auth, setup }: Connector): OpenConnection | null {
  if (setup.need === "required" || !auth.some(({ kind }) => kind === "none")) return null;
  return {
    connector: name,
    setup: { ...noSetup, graphVersion: setup.graphVersion },
    credentials: { externalId: "", accessToken: "", auth: "none" },
    properties: {},
  };
}

import type { RunError } from "@velodrome/contract";
import type { Action, Connector, ConnectorMap } from "@velodrome/kit";
import type { Soon } from "../base/soon.ts";
import type { CredentialsCache, OpenConnection } from "../connection/credentials-cache.ts";
import type { CompiledAction } from "../step/compile.ts";
import { runErrorOf, StepFailure } from "../step/failure.ts";
import { parseInput } from "../step/input.ts";
import { assertPayload } from "../step/payload-limit.ts";
import { noSetup } from "../connection/call-access.ts";
import type { WaitWish } from "./put-off.ts";

export interface PrepareDeps {
  connectors: ConnectorMap;
  credentials: Pick<CredentialsCache, "credentialsOf" | "lookAgain">;
}

/** What a call goes out with. `connectionId`: null where its step has no connection. */
export interface ReadyCall {
  connector: Connector;
  action: Action;
  connection: OpenConnection;
  connectionId: string | null;
  input: Record<string, unknown>;
}

/** What a call goes out with, what it has to wait for, or why it does not go at all. */
export type Prepared = ReadyCall | { wait: WaitWish } | { error: RunError };

/** Everything a call needs, checked before anything is written or sent. */
export function prepare(
  deps: PrepareDeps,
  accountId: string,
  compiled: CompiledAction,
  values: Record<string, unknown>,
): Soon<Prepared> {
  const { step, connectionId } = compiled;
  const connector = deps.connectors.get(step.connector);
  const action = connector?.actions[step.method];
  if (!connector || !action) {
    const message = `${step.connector} has no action "${step.method}" any more. Choose another in the cycle and publish it.`;
    return { error: runErrorOf("terminal", "method_gone", message) };
  }
  const parsed = inputOf(action, values);
  if ("error" in parsed) return parsed;
  const { input } = parsed;
  const ready = (connection: Found): Prepared => {
    if (connection === "dead") return { wait: tokenDead };
    if (connection === "late") return { wait: tokenLate };
    return connection ? { connector, action, connection, connectionId, input } : notAuthenticated(step);
  };
  if (step.connection === undefined) return ready(withoutConnection(connector));
  if (connectionId === null) return ready(null);
  const known = deps.credentials.credentialsOf(accountId, connectionId);
  if (known !== null && !(known instanceof Promise)) return ready(known);
  return lookUp(deps.credentials, accountId, connectionId, known).then(ready);
}

type Found = Awaited<ReturnType<CredentialsCache["lookAgain"]>>;

function inputOf(action: Action, values: Record<string, unknown>): { input: ReadyCall["input"] } | { error: RunError } {
  try {
    const input = parseInput(action.input, values);
    assertPayload(input, "The input of this step");
    return { input };
  } catch (cause: unknown) {
    if (!(cause instanceof StepFailure)) throw cause;
    return { error: cause.error };
  }
}

function notAuthenticated({ connection }: CompiledAction["step"]): { error: RunError } {
  const message = "The connection of this step is not authenticated. Connect the Page again, then retry this run.";
  return { error: runErrorOf("terminal", "connection_not_authenticated", message, { connection }) };
}

const lookUp = async (
  credentials: PrepareDeps["credentials"],
  accountId: string,
  id: string,
  known: Soon<OpenConnection | null>,
): Promise<Found> => (await known) ?? credentials.lookAgain(accountId, id);

/** As long as nobody signs in again. */
export const tokenDead: WaitWish = {
  code: "connection_dead",
  message:
    "The application no longer accepts the connection's token. Connect it again: the run then goes on by itself.",
  ms: Number.POSITIVE_INFINITY,
};

const tokenLate: WaitWish = {
  code: "token_not_renewed",
  message: "The connection's token has ended, and the application could not be reached for a new one.",
  ms: 30_000,
};

/** What a step without a connection works with, where its connector has a kind of authentication that asks for nothing. */
function withoutConnection({ name, auth, setup }: Connector): OpenConnection | null {
  if (setup.need === "required" || !auth.some(({ kind }) => kind === "none")) return null;
  return {
    connector: name,
    setupId: null,
    setup: { ...noSetup, graphVersion: setup.graphVersion },
    credentials: { externalId: "", accessToken: "", auth: "none" },
    properties: {},
    subscribedFields: null,
  };
}

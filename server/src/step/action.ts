import type { RunError } from "@velodrome/contract";
import {
  type Action,
  ConnectorError,
  createHttpClient,
  type Credentials,
  type HttpClientOptions,
  type HttpExchange,
  type HttpResponse,
  type Pressure,
  type RepeatKind,
  type SetupValues,
} from "@velodrome/kit";
import { maskFailure, tokensOf } from "../connection/mask-failure.ts";
import { runErrorOf, StepFailure } from "./failure.ts";
import { assertPayload, isPayloadTooLarge } from "./payload-limit.ts";

export interface ActionCall {
  action: Action;
  setup: SetupValues;
  credentials: Credentials;
  /** The connection's own. */
  properties: Readonly<Record<string, unknown>>;
  /** As `parseInput` gave it. */
  input: Record<string, unknown>;
  /** The same for every attempt of one step of one run. */
  stepRunId: string;
  signal: AbortSignal;
  dispatcher: HttpClientOptions["dispatcher"];
  /** The connector's reading of what an answer asks for. */
  pressureOf?: ((response: HttpResponse) => readonly Pressure[]) | undefined;
}

/** What was said to the application and what it answered: null for no call, a list for several. No secrets in it. */
interface Trace {
  request: unknown;
  response: unknown;
  /** What the answers said about how much more may be asked. */
  pressure: readonly Pressure[];
}

export type ActionResult =
  | (Trace & { kind: "succeeded"; output: unknown })
  | (Trace & {
      kind: "failed";
      error: RunError;
      /** Not sooner than this, says the application. */
      retryAfterMs?: number;
      /** The connection's credentials are dead. */
      reauthenticate: boolean;
    });

/** Whether a call with this input may be made again when nobody knows what became of it. */
export const repeatOf = ({ repeat, repeatOf }: Action, input: Record<string, unknown>): RepeatKind =>
  repeatOf?.(input) ?? repeat;

/** One attempt of one action. Never throws: whatever happens is said in words of runs. */
export async function callAction(call: ActionCall): Promise<ActionResult> {
  const { action, setup, credentials, properties, stepRunId, signal, dispatcher } = call;
  const exchanges: HttpExchange[] = [];
  let pressure: readonly Pressure[] = nothing;
  const http = createHttpClient({
    dispatcher,
    signal,
    // Applications repeat secrets in error texts, also those that were not sent with this call.
    secrets: tokensOf(call),
    onExchange: (exchange) => exchanges.push(exchange),
    onAnswer: (response) => {
      const more = call.pressureOf?.(response) ?? nothing;
      if (more.length > 0) pressure = [...pressure, ...more];
    },
  });
  const trace = (): Trace => traceOf(exchanges, isPayloadTooLarge(exchanges), pressure);
  try {
    const answer = await action.call({ setup, credentials, properties, http, signal, stepRunId }, call.input);
    const output = action.output.safeParse(answer);
    if (output.success) return keptResult(action, output.data ?? null, exchanges, pressure);
    const [issue] = output.error.issues;
    const message = `"${action.title}" was done, but its answer is not what was expected: ${issue?.message}. See the response.`;
    const error = runErrorOf("terminal", "output_invalid", message, { field: issue?.path.map(String).join(".") });
    return { kind: "failed", error, reauthenticate: false, ...trace() };
  } catch (cause: unknown) {
    return { kind: "failed", ...failureOf(cause, call, exchanges.length > 0), ...trace() };
  }
}

/** The call is done. What is too large to keep fails it all the same: no later step could read it. */
function keptResult(
  action: Action,
  output: unknown,
  exchanges: readonly HttpExchange[],
  pressure: readonly Pressure[],
): ActionResult {
  const isLarge = isPayloadTooLarge(exchanges);
  const trace = traceOf(exchanges, isLarge, pressure);
  try {
    if (isLarge) {
      assertPayload(
        exchanges.map(({ response }) => response?.body),
        `"${action.title}" was done, but its answer`,
      );
    }
    assertPayload(output, `"${action.title}" was done, but its output`);
    return { kind: "succeeded", output, ...trace };
  } catch (cause: unknown) {
    if (!(cause instanceof StepFailure)) throw cause;
    return { kind: "failed", error: cause.error, reauthenticate: false, ...trace };
  }
}

function failureOf(
  cause: unknown,
  call: ActionCall,
  called: boolean,
): { error: RunError; retryAfterMs?: number; reauthenticate: boolean } {
  const { action, signal } = call;
  if (cause instanceof ConnectorError) {
    const { retryAfterMs, reauthenticate } = cause;
    const { message, details } = maskFailure(call, cause);
    const error = runErrorOf(cause.kind, cause.code, message, details);
    return { error, reauthenticate, ...(retryAfterMs !== undefined && { retryAfterMs }) };
  }
  if (signal.aborted && !called) {
    const message = `"${action.title}" was cancelled before anything was sent.`;
    return { error: runErrorOf("cancelled", "cancelled", message), reauthenticate: false };
  }
  // A fault of the connector itself. If it came after a call, that call may well have happened.
  const words = maskFailure(call, { message: cause instanceof Error ? cause.message : String(cause), details: {} });
  const message = `"${action.title}" broke in its connector: ${words.message}. Report it to the connector's author.`;
  return {
    error: runErrorOf(called ? "uncertain" : "terminal", "connector_failed", message),
    reauthenticate: false,
  };
}

const nothing: readonly Pressure[] = [];

/** Bodies that are too large to keep are left out. */
function traceOf(all: readonly HttpExchange[], isLarge: boolean, pressure: readonly Pressure[]): Trace {
  const exchanges = isLarge ? all.map(withoutLargeBodies) : all;
  const [only, another] = exchanges;
  if (only === undefined) return { request: null, response: null, pressure };
  if (another === undefined) return { request: only.request, response: timed(only), pressure };
  return { request: exchanges.map(({ request }) => request), response: exchanges.map(timed), pressure };
}

const timed = ({ response, durationMs }: HttpExchange) => response && { ...response, durationMs };

const leftOut = "[left out: larger than a run keeps]";

/** Several exchanges that are too large only together lose theirs as well: which of them counts most nobody can say. */
const withoutLargeBodies = ({ request, response, ...rest }: HttpExchange): HttpExchange => ({
  ...rest,
  request: { ...request, body: leftOut },
  response: response && { ...response, body: leftOut },
});

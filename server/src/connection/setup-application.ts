import {
  type Application,
  type ApplicationContext,
  ConnectorError,
  type HttpClient,
  type SetupValues,
} from "@velodrome/kit";
import { isThisMachine } from "../account/settings.ts";
import { AppError } from "../base/app-error.ts";
import type { Log } from "../base/log.ts";
import type { Topic } from "../db/signal.ts";
import type { ConnectionUsage } from "./connection-usage.ts";
import { maskFailure } from "./mask-failure.ts";
import { openValues } from "./setup-cache.ts";
import type { SetupRecord } from "./setup-store.ts";
import { findConnector, type SetupDeps } from "./setups.ts";

/** What it takes to ask the application about a Setup and its connections. */
export interface SetupActDeps extends SetupDeps {
  /** The way out for a Setup's calls; every call ends with `signal`. */
  http(setup: SetupValues, signal?: AbortSignal): HttpClient;
  log: Log;
  /** Tells listeners that something of these has changed. */
  touch(topics: readonly Topic[]): void;
  /** Whether the application cannot reach the Service Domain. */
  isLocal(): Promise<boolean>;
  usage: ConnectionUsage;
}

/** Longest wait for the application, in ms. */
export const patienceMs = 15_000;

export interface OpenApplication {
  application: Application;
  context: ApplicationContext;
}

/** @throws AppError for a connector that knows no application of the partner's */
export function openApplication(
  deps: Pick<SetupActDeps, "connectors" | "sealer" | "http">,
  setup: SetupRecord,
): OpenApplication {
  const { title, application } = findConnector(deps.connectors, setup.connector);
  if (application === null) {
    throw new AppError("invalid_request", {
      message: `${title} has no application of your own that could be asked. Nothing has to be done there.`,
    });
  }
  if (setup.ownApps) {
    throw new AppError("invalid_request", {
      message:
        "Each connection of this Setup brings an application of its own. Ask about one of those: they stand under it.",
    });
  }
  return { application, context: applicationContext(deps, openValues(deps.sealer, setup)) };
}

export function applicationContext(deps: Pick<SetupActDeps, "http">, values: SetupValues): ApplicationContext {
  const signal = AbortSignal.timeout(patienceMs);
  return { setup: values, http: deps.http(values, signal), signal };
}

export interface Failure {
  code: string;
  message: string;
}

/** What a failed call in the application's name says, without the secrets. */
export function applicationFailure(
  context: ApplicationContext,
  error: ConnectorError,
): Failure & { details: Record<string, unknown> } {
  const credentials = { externalId: "", accessToken: "" };
  const { message, details } = maskFailure({ setup: context.setup, credentials }, error);
  return { code: error.code, message, details };
}

/** The call as an error of ours: refused for good, or nobody could be asked. */
export function asAppError(title: string, context: ApplicationContext, error: ConnectorError): AppError {
  const { code, message, details } = applicationFailure(context, error);
  const said = { message, details: { ...details, reason: code } };
  if (error.kind === "terminal") return new AppError("application_refused", said, { cause: error });
  const unasked = { ...said, message: `${title} could not be asked: ${message} Try again later.` };
  return new AppError("unavailable", unasked, { cause: error });
}

/** Whether the Setup's application is a stand-in on this machine, which reaches a local address as well. */
export const isSandbox = ({ graphUrl }: { graphUrl: string | null }): boolean =>
  graphUrl !== null && isThisMachine(new URL(graphUrl).host);

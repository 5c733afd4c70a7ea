import type { AuthKind } from "./auth.ts";
import type { HttpClient } from "./http-client.ts";
import type { SetupValues } from "./setup-values.ts";

/** What a connection keeps sealed: the outside thing it stands for (a Page) and its token. */
export interface Credentials {
  /** Empty where connections stand for nothing outside. */
  externalId: string;
  /** Empty for kinds of authentication that have none. */
  accessToken: string;
  /** Which of the connector's kinds it is; absent: the first. */
  auth?: AuthKind;
  refreshToken?: string;
  /** In ms since 1970; absent: no end is known. */
  expiresAt?: number;
  /** What a person entered for `api-key`, `bearer` and `basic`, by field. */
  values?: Readonly<Record<string, string>>;
}

/** What every outside call gets. */
export interface CallContext {
  setup: SetupValues;
  credentials: Credentials;
  /** The connection's own properties, of the connector's shape. */
  properties: Readonly<Record<string, unknown>>;
  http: HttpClient;
  /** Ended when the run is cancelled or the process lets go of it. */
  signal: AbortSignal;
}

/** What an action gets besides its input. `stepRunId` is the same for every attempt of one step of one run. */
export interface ActionContext extends CallContext {
  stepRunId: string;
}

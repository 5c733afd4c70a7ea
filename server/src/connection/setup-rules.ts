import type { LoginKind, SetupPatch } from "@velodrome/contract";
import type { Connector } from "@velodrome/kit";
import { AppError } from "../base/app-error.ts";
import { isServed } from "./api-version.ts";

interface Values {
  clientId: string;
  configId: string | null;
  loginKind: LoginKind;
  graphVersion: string;
  ownApps: boolean;
}

/** Applications of a partner's own are known by a number. */
const clientIdDigits = /^\d{1,32}$/;

/**
 * What a Setup's values must be to each other. Of one that exists only what changes is looked at: a version that has
 * meanwhile ended must not keep a person from changing the name.
 *
 * @throws AppError that names the field, at `placeOf` it
 */
export function assertSetupValues(
  connector: Connector,
  wanted: Values,
  now: number,
  before: Values | null,
  placeOf = (field: string): string => field,
): void {
  const { clientId, configId, loginKind, graphVersion, ownApps } = wanted;
  if (
    connector.application !== null &&
    clientId !== "" &&
    clientId !== before?.clientId &&
    !clientIdDigits.test(clientId)
  ) {
    throw wrongValue(
      placeOf("clientId"),
      `A Client ID of ${connector.title} has digits only. Copy it from the App Dashboard.`,
    );
  }
  if (graphVersion !== before?.graphVersion && !isServed(connector, graphVersion, now)) {
    const served = connector.setup.versions
      .map(({ version }) => version)
      .filter((each) => isServed(connector, each, now));
    throw wrongValue(
      placeOf("graphVersion"),
      `${connector.title} does not serve version ${graphVersion}. Choose one of ${served.join(", ")}, or a newer one.`,
      { versions: served },
    );
  }
  const changesLogin = loginKind !== before?.loginKind || configId !== before.configId;
  if (changesLogin && loginKind === "login-for-business" && configId === null && !ownApps) {
    throw wrongValue(
      placeOf("configId"),
      "Login for Business needs a Configuration ID. Copy it from the App Dashboard, or choose Facebook Login.",
    );
  }
}

/** A Configuration ID says by itself which kind of login is meant, and so does taking it away. */
export function loginKindOf(current: LoginKind, patch: Pick<SetupPatch, "loginKind" | "configId">): LoginKind {
  if (patch.loginKind !== undefined) return patch.loginKind;
  if (patch.configId === undefined) return current;
  return patch.configId === null ? "facebook-login" : "login-for-business";
}

export function wrongValue(path: string, message: string, more: Record<string, unknown> = {}): AppError {
  return new AppError("invalid_request", { message, details: { in: "body", problems: [{ path, message }], ...more } });
}

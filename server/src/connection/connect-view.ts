import { findAccount } from "../account/accounts.ts";
import { AppError } from "../base/app-error.ts";
import { toWire } from "../base/id.ts";
import { contactUrlOf } from "./connection-answer.ts";
import { readAccountConnections } from "./connection-store.ts";
import { openGrant, type PageChoice, readPageChoices } from "./page-choice.ts";
import type { SignInDeps } from "./sign-in.ts";
import { SignInFailure } from "./sign-in-failure.ts";
import { readScene, type SignInScene } from "./sign-in-scene.ts";
import type { SignInOutcome, SignInRecord } from "./sign-in-store.ts";

/** What stands on every page of a sign-in. */
export interface ConnectHead {
  /** Whose installation it is, as the partner calls itself. */
  partner: string;
  /** The partner's picture as a `data:` address. */
  partnerLogo: string | null;
  account: string;
  connector: string;
  /** Inline SVG of the connector's. */
  logo: string;
  /** What the button says. */
  action: string;
  /** Where the person may go back to; null when none was named. */
  returnUrl: string | null;
}

export interface ConnectedPage {
  connection: string;
  name: string;
  contactUrl: string | null;
  problem: string | null;
}

/** How far a sign-in has come, for the person in front of it. */
export type ConnectView =
  | { kind: "dialog" }
  | { kind: "choosing"; choices: readonly PageChoice[]; lost: readonly string[] }
  | { kind: "connected"; pages: readonly ConnectedPage[]; outcome: SignInOutcome }
  | { kind: "failed"; outcome: SignInOutcome };

/** @throws SignInFailure when what it is about is gone */
export async function readConnectHead(
  deps: SignInDeps,
  signIn: SignInRecord,
): Promise<{ head: ConnectHead; scene: SignInScene }> {
  const scene = await readScene(deps, signIn);
  const { displayName, logo: partnerLogo } = await deps.settings.general();
  const { title, logo } = scene.access.connector;
  const head = {
    partner: displayName,
    partnerLogo,
    account: await accountName(deps, signIn.accountId),
    connector: title,
    logo,
    action: scene.auth.title,
    returnUrl: returnUrlOf(signIn),
  };
  return { head, scene };
}

export async function readConnectView(deps: SignInDeps, scene: SignInScene): Promise<ConnectView> {
  const { signIn } = scene;
  const outcome = signIn.outcome ?? {};
  const grant = openGrant(deps, scene);
  if (grant !== null && signIn.expiresAt.getTime() > deps.clock.now()) {
    return { kind: "choosing", choices: await readPageChoices(deps, scene, grant), lost: outcome.lost ?? [] };
  }
  if (signIn.status === "connected") return { kind: "connected", pages: await readConnected(deps, scene), outcome };
  if (signIn.status === "started" && outcome.error === undefined) return { kind: "dialog" };
  return { kind: "failed", outcome: outcome.error === undefined ? { ...outcome, error: forgotten } : outcome };
}

const forgotten = {
  code: "sign_in_expired",
  message: "This sign-in is over: it was left open for too long, or the connection was changed meanwhile. Try again.",
};

/** With what the page behind it needs to know. */
function returnUrlOf({ returnUrl, status, connectionId }: SignInRecord): string | null {
  if (returnUrl === null) return null;
  const url = new URL(returnUrl);
  url.searchParams.set("connection", toWire("connection", connectionId));
  url.searchParams.set("status", status === "connected" ? "connected" : "failed");
  return url.href;
}

async function accountName({ database }: SignInDeps, accountId: string): Promise<string> {
  try {
    return (await findAccount(database, toWire("account", accountId))).name;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new SignInFailure("setup_gone", "What this link was made for has been removed meanwhile.", { cause: error });
  }
}

/** Those that came of it and are still there. */
async function readConnected(deps: SignInDeps, { signIn }: SignInScene): Promise<ConnectedPage[]> {
  const { accountId, outcome } = signIn;
  const all = await deps.database.withAccount(accountId, (scope) => readAccountConnections(scope, accountId));
  const byId = new Map(all.map((connection) => [connection.id, connection]));
  return (outcome?.connected ?? []).flatMap(({ id, problem }) => {
    const connection = byId.get(id);
    if (connection === undefined) return [];
    return {
      connection: toWire("connection", id),
      name: connection.externalName ?? connection.externalId ?? connection.name,
      contactUrl: contactUrlOf(deps.connectors, connection),
      problem,
    };
  });
}

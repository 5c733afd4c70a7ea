import type { Choice } from "@velodrome/contract";
import { toWire } from "../base/id.ts";
import { readAccountConnections } from "./connection-store.ts";
import { readPagesOfOthers } from "./page-claim-store.ts";
import type { SignInDeps } from "./sign-in.ts";
import type { SignInScene } from "./sign-in-scene.ts";
import { type KeptGrant, openSignInSecrets } from "./sign-in-secrets.ts";

/** A Page as it is offered: who has it already decides whether it can be chosen. */
export interface PageChoice extends Choice {
  /** Of this account: the connection's name. */
  connectedAs: string | null;
  state: "free" | "this" | "account" | "elsewhere";
}

/** What a person granted here; null when there is nothing to choose from. */
export const openGrant = (deps: Pick<SignInDeps, "sealer">, { signIn }: SignInScene): KeptGrant | null =>
  signIn.status === "choosing" ? openSignInSecrets(deps.sealer, signIn).grant : null;

/** Every Page that was granted, in the application's order. Of Pages elsewhere nothing is told but that. */
export async function readPageChoices(deps: SignInDeps, scene: SignInScene, grant: KeptGrant): Promise<PageChoice[]> {
  const { signIn, access } = scene;
  const { setup } = access;
  const { accountId } = signIn;
  const connections = await deps.database.withAccount(accountId, (scope) => readAccountConnections(scope, accountId));
  const mine = new Map(
    connections.filter(({ setupId }) => setupId === setup.id).map((connection) => [connection.externalId, connection]),
  );
  const elsewhere =
    setup.sharedPages === "each"
      ? new Set<string>()
      : await readPagesOfOthers(
          deps.database.engine,
          { setupId: setup.id, accountId },
          grant.targets.map(({ externalId }) => externalId),
        );
  return grant.targets.map(({ externalId, name, picture, warnings }) => {
    const owner = mine.get(externalId) ?? null;
    const ofAccount = owner?.id === signIn.connectionId ? "this" : "account";
    const state = owner === null ? (elsewhere.has(externalId) ? "elsewhere" : "free") : ofAccount;
    return {
      value: externalId,
      label: name ?? externalId,
      picture,
      connection: owner === null ? null : toWire("connection", owner.id),
      connectedAs: owner?.name ?? null,
      warnings: state === "elsewhere" ? [...warnings, inUse] : [...warnings],
      state,
    };
  });
}

const inUse = { code: "page_in_use", message: "This Page is connected elsewhere already." };

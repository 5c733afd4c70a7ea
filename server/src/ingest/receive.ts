import type { ConnectorMap, Handshake, WebhookRequest } from "@velodrome/kit";
import type { RejectionReason } from "@velodrome/contract";
import type { Soon } from "../base/soon.ts";
import type { VerifyTokenMatch } from "../connection/verify-token.ts";
import type { Keeper } from "./keep.ts";

/** What of a Setup the ingest needs to know. */
export interface ReceivingSetup {
  id: string;
  values: { clientId: string; clientSecrets: readonly string[] };
}

export interface ReceiveDeps {
  connectors: ConnectorMap;
  setups: {
    byKey(connector: string, key: string): Soon<ReceivingSetup | null>;
    /** Reads it anew: a secret may have changed a second ago. */
    refresh(connector: string, key: string): Promise<ReceivingSetup | null>;
  };
  keeper: Keeper;
  /** Throws when there is no room to keep anything. */
  requireRoom(): void;
  /** Counts a request that was turned away; resolves when the count is stored. */
  reject(setupId: string, reason: RejectionReason): Promise<void>;
  /** Told of every request with a right signature; it must cost next to nothing. */
  genuine(setupId: string): void;
  verifyToken: {
    /** Whose it is. */
    matches(setupId: string, token: string): Promise<VerifyTokenMatch | false>;
    markVerified(setupId: string, match: VerifyTokenMatch): Promise<void>;
  };
}

export type Receipt = { kind: "kept"; answer: string } | { kind: "rejected" } | { kind: "unknown" };

const unknown: Receipt = { kind: "unknown" };

interface Address {
  connector: string;
  key: string;
}

/** Takes one POST: nothing of it is looked at before its signature is right, and the answer waits for the commit. */
export async function receive(deps: ReceiveDeps, address: Address, request: WebhookRequest): Promise<Receipt> {
  const webhooks = deps.connectors.get(address.connector)?.webhooks;
  if (!webhooks) return unknown;
  let setup = await deps.setups.byKey(address.connector, address.key);
  if (!setup) return unknown;
  let authenticity = webhooks.authenticate(request, setup.values.clientSecrets);
  if (authenticity === "wrong_signature") {
    setup = (await deps.setups.refresh(address.connector, address.key)) ?? setup;
    authenticity = webhooks.authenticate(request, setup.values.clientSecrets);
  }
  if (authenticity !== "genuine") {
    await deps.reject(setup.id, authenticity);
    return { kind: "rejected" };
  }
  deps.genuine(setup.id);
  deps.requireRoom();
  const items = webhooks.split(request.body, { clientId: setup.values.clientId });
  await deps.keeper.keep(items, { setupId: setup.id, connector: address.connector });
  return { kind: "kept", answer: webhooks.acknowledgement };
}

/** Answers the verification request an application sends when a webhook address is entered there. */
export async function shakeHands(
  deps: ReceiveDeps,
  address: Address,
  query: Readonly<Record<string, unknown>>,
): Promise<Receipt> {
  const webhooks = deps.connectors.get(address.connector)?.webhooks;
  if (!webhooks) return unknown;
  const setup = await deps.setups.byKey(address.connector, address.key);
  if (!setup) return unknown;
  const handshake: Handshake = webhooks.handshake(query);
  if (handshake.kind === "wrong_mode") {
    await deps.reject(setup.id, "wrong_mode");
    return { kind: "rejected" };
  }
  const match = await deps.verifyToken.matches(setup.id, handshake.verifyToken);
  if (match === false) {
    await deps.reject(setup.id, "wrong_verify_token");
    return { kind: "rejected" };
  }
  await deps.verifyToken.markVerified(setup.id, match);
  return { kind: "kept", answer: handshake.answer };
}

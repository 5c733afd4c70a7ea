import type {
  Connection,
  ConnectionHealth,
  CycleStatus,
  Event,
  EventKind,
  Finding,
  RejectionReason,
  Setup,
  SetupHealth,
  TriggerStep,
} from "@velodrome/contract";
import { eventKinds } from "@velodrome/contract";

/** A forged privacy callback keeps no message from coming. */
export type WebhookRejection = Exclude<RejectionReason, "wrong_privacy_signature">;

/** What the Message step's card says: the first thing that is true, from nothing done to messages coming in. */
export type MessagePanel =
  | { state: "choose-connection" }
  | { state: "no-setup" }
  | { state: "no-verify-token" }
  | { state: "not-verified" }
  | { state: "attempt-failed"; reason: WebhookRejection; count: number; at: string; verified: boolean }
  | { state: "not-connected"; status: Connection["status"] }
  | { state: "page-not-subscribed"; finding: Finding }
  /** `running`: the version that runs and goes on as it was published, where the draft differs from it. */
  | { state: "switched-off"; at: string | null; running: number | null }
  | { state: "no-message" }
  | { state: "receiving-stopped"; kept: number; more: boolean; at: string }
  | { state: "receiving-running"; at: string };

export interface MessagePanelGiven {
  /** Of the trigger step; null while none is chosen, or the chosen one is gone. */
  connection: Connection | null;
  setup: Pick<Setup, "hasVerifyToken"> | null;
  setupHealth: Pick<SetupHealth, "verifiedAt" | "rejections" | "lastEventAt"> | null;
  /** Null while nobody knows, as when the application cannot be asked. */
  connectionHealth: Pick<ConnectionHealth, "findings" | "lastEventAt"> | null;
  /** The trigger step is switched off in the draft. */
  disabled: boolean;
  cycle: { status: CycleStatus; changed: boolean; version: number | null };
  /** The connection's latest messages, newest first, and whether there are older ones. */
  messages: readonly Pick<Event, "receivedAt" | "routed">[];
  olderMessages: boolean;
}

/** The kind of event a trigger waits for; `message` where it takes several, or where its method is no kind of its own. */
export const kindOfTrigger = ({ method, kinds }: Pick<TriggerStep, "method" | "kinds">): EventKind =>
  eventKinds.find((kind) => kind === (method ?? (kinds?.length === 1 ? kinds[0] : undefined))) ?? "message";

type Rejection = SetupHealth["rejections"][number] & { reason: WebhookRejection };

const ofHandshake: readonly RejectionReason[] = ["wrong_verify_token", "wrong_mode"];

/**
 * The latest attempt that failed and was not made good. Once the address is verified, a stranger's bad handshake must
 * not hide that messages come in: it counts only while none came after it.
 */
function failedAttempt({ rejections, verifiedAt, lastEventAt }: NonNullable<MessagePanelGiven["setupHealth"]>) {
  const matters = (rejection: SetupHealth["rejections"][number]): rejection is Rejection => {
    const { reason, since, lastAt } = rejection;
    if (since === null || reason === "wrong_privacy_signature") return false;
    if (verifiedAt === null || !ofHandshake.includes(reason)) return true;
    return lastAt > verifiedAt && (lastEventAt === null || lastEventAt < lastAt);
  };
  return rejections.filter(matters).toSorted((a, b) => b.lastAt.localeCompare(a.lastAt))[0] ?? null;
}

/** What concerns the app as a whole: its token, its address, what was turned away there. */
function appPanel(given: MessagePanelGiven, connection: Connection): MessagePanel | null {
  const { setup, setupHealth } = given;
  if (setup === null || setupHealth === null) return { state: "no-setup" };
  if (!setup.hasVerifyToken && !connection.hasVerifyToken) return { state: "no-verify-token" };
  const failed = failedAttempt(setupHealth);
  const verified = setupHealth.verifiedAt !== null;
  if (failed !== null) {
    const { reason, recent, since, lastAt } = failed;
    const at = ofHandshake.includes(reason) ? lastAt : (since ?? lastAt);
    return { state: "attempt-failed", reason, count: recent, at, verified };
  }
  return verified ? null : { state: "not-verified" };
}

/** Subscribed to less than is needed is a warning only: messages come in all the same. */
const unsubscribed = ({ act, severity }: Finding): boolean => act === "resubscribe" && severity === "error";

/** What came, and whether a cycle takes it. */
function trafficPanel(given: MessagePanelGiven): MessagePanel {
  const { connectionHealth, disabled, cycle, messages, olderMessages } = given;
  const at = messages[0]?.receivedAt ?? connectionHealth?.lastEventAt ?? null;
  if (disabled) {
    return { state: "switched-off", at, running: cycle.status === "running" && cycle.changed ? cycle.version : null };
  }
  if (at === null) return { state: "no-message" };
  if (cycle.status === "running") return { state: "receiving-running", at };
  const taken = messages.findIndex(({ routed }) => routed);
  const kept = taken === -1 ? messages.length : taken;
  return { state: "receiving-stopped", kept, more: taken === -1 && olderMessages, at };
}

/** Whichever is true first, in the order in which things are done. */
export function messagePanel(given: MessagePanelGiven): MessagePanel {
  const { connection, connectionHealth } = given;
  if (connection === null) return { state: "choose-connection" };
  const app = appPanel(given, connection);
  if (app !== null) return app;
  if (connection.status !== "authenticated") return { state: "not-connected", status: connection.status };
  const finding = connectionHealth?.findings.find(unsubscribed);
  return finding === undefined ? trafficPanel(given) : { state: "page-not-subscribed", finding };
}

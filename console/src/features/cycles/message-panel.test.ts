import type { Connection, Finding, SetupHealth } from "@velodrome/contract";
import { describe, expect, it } from "vitest";
import { kindOfTrigger, type MessagePanelGiven, messagePanel } from "./message-panel.ts";

const connection: Connection = {
  id: "con_01jd00000000000000000000aa",
  account: "acc_01jd00000000000000000000aa",
  connector: "facebook-messenger",
  setup: "set_01jd00000000000000000000aa",
  name: "Acme Page",
  status: "authenticated",
  page: { id: "1040", name: "Acme" },
  hasVerifyToken: false,
  auth: "oauth2",
  properties: {},
  reason: null,
  signedInBy: null,
  signIn: null,
  contactUrl: "https://m.me/1040",
  sandbox: false,
  createdAt: "2026-11-23T09:00:00.000Z",
  updatedAt: "2026-11-23T09:00:00.000Z",
};
const verifiedAt = "2026-11-23T10:00:00.000Z";
const rejection = (given: Partial<SetupHealth["rejections"][number]>): SetupHealth["rejections"][number] => ({
  reason: "wrong_verify_token",
  count: 3,
  recent: 1,
  since: "2026-11-23T10:02:00.000Z",
  lastAt: "2026-11-23T10:02:00.000Z",
  ...given,
});
const notSubscribed: Finding = {
  code: "page_not_subscribed",
  severity: "error",
  message: "The Page is not subscribed.",
  mender: "partner",
  act: "resubscribe",
  details: {},
};
const message = (routed: boolean, at = "2026-11-23T11:00:00.000Z") => ({ receivedAt: at, routed });

/** Everything done, and a running cycle that takes what comes. */
const all: MessagePanelGiven = {
  connection,
  setup: { hasVerifyToken: true },
  setupHealth: { verifiedAt, rejections: [], lastEventAt: "2026-11-23T11:00:00.000Z" },
  connectionHealth: { findings: [], lastEventAt: "2026-11-23T11:00:00.000Z" },
  disabled: false,
  cycle: { status: "running", changed: false, version: 1 },
  messages: [message(true)],
  olderMessages: false,
};
const unverified = { verifiedAt: null, rejections: [], lastEventAt: null };
const say = (given: Partial<MessagePanelGiven>) => messagePanel({ ...all, ...given });

describe("what the Message step's card says", () => {
  it("ends with messages coming in to a running cycle", () => {
    expect(say({})).toEqual({ state: "receiving-running", at: "2026-11-23T11:00:00.000Z" });
  });

  it("of a trigger that is switched off says so, whatever its cycle does", () => {
    const at = "2026-11-23T11:00:00.000Z";
    expect(say({ disabled: true })).toEqual({ state: "switched-off", at, running: null });
    expect(say({ disabled: true, cycle: { status: "stopped", changed: true, version: 2 } })).toMatchObject({
      running: null,
    });
    expect(say({ disabled: true, cycle: { status: "running", changed: true, version: 2 } })).toMatchObject({
      running: 2,
    });
    const silent = { messages: [], connectionHealth: { findings: [], lastEventAt: null } };
    expect(say({ disabled: true, ...silent })).toEqual({ state: "switched-off", at: null, running: null });
    expect(say({ disabled: true, connection: null })).toEqual({ state: "choose-connection" });
  });

  it("goes by the order in which things are done: of all that is missing, the first counts", () => {
    const nothing: MessagePanelGiven = {
      connection: null,
      setup: { hasVerifyToken: false },
      setupHealth: unverified,
      connectionHealth: { findings: [notSubscribed], lastEventAt: null },
      disabled: false,
      cycle: { status: "draft", changed: true, version: null },
      messages: [],
      olderMessages: false,
    };
    const states: string[] = [];
    let given = nothing;
    const then = (change: Partial<MessagePanelGiven>) => {
      states.push(messagePanel(given).state);
      given = { ...given, ...change };
    };
    then({ connection: { ...connection, status: "new" } });
    then({ setup: { hasVerifyToken: true } });
    then({ setupHealth: { ...unverified, rejections: [rejection({})] } });
    then({ setupHealth: { ...unverified, verifiedAt } });
    then({ connection });
    then({ connectionHealth: { findings: [], lastEventAt: null } });
    then({ messages: [message(false)] });
    then({ cycle: { status: "running", changed: false, version: 1 } });
    then({});
    expect(states).toEqual([
      "choose-connection",
      "no-verify-token",
      "not-verified",
      "attempt-failed",
      "not-connected",
      "page-not-subscribed",
      "no-message",
      "receiving-stopped",
      "receiving-running",
    ]);
  });

  it("has no address to show where the connection has no Setup", () => {
    expect(say({ setup: null, setupHealth: null }).state).toBe("no-setup");
  });

  it("is content with a connection's own Verify Token", () => {
    const own = { ...connection, hasVerifyToken: true };
    expect(say({ connection: own, setup: { hasVerifyToken: false } }).state).toBe("receiving-running");
  });

  it.each(["new", "page_required", "needs_reauthentication", "disabled"] as const)(
    "says that a connection is %s once the address is verified",
    (status) => {
      expect(say({ connection: { ...connection, status } })).toEqual({ state: "not-connected", status });
    },
  );
});

describe("an attempt that failed", () => {
  it("is told with its time while the address is not verified", () => {
    expect(say({ setupHealth: { ...unverified, rejections: [rejection({})] } })).toEqual({
      state: "attempt-failed",
      reason: "wrong_verify_token",
      count: 1,
      at: "2026-11-23T10:02:00.000Z",
      verified: false,
    });
  });

  it("is over when a good one came after it", () => {
    expect(
      say({ setupHealth: { verifiedAt, rejections: [rejection({ since: null })], lastEventAt: null } }).state,
    ).toBe("receiving-running");
  });

  it("is the latest of several", () => {
    const rejections = [rejection({ reason: "wrong_mode", lastAt: "2026-11-23T10:01:00.000Z" }), rejection({})];
    expect(say({ setupHealth: { ...unverified, rejections } })).toMatchObject({ reason: "wrong_verify_token" });
  });

  it("at a verified address is told until messages come in", () => {
    const bad = rejection({ lastAt: "2026-11-23T10:30:00.000Z" });
    const health = { verifiedAt, rejections: [bad], lastEventAt: null };
    expect(say({ setupHealth: health })).toMatchObject({ state: "attempt-failed", verified: true });
    const later = "2026-11-23T10:31:00.000Z";
    expect(say({ setupHealth: { ...health, lastEventAt: later } }).state).toBe("receiving-running");
  });

  it("at a privacy callback says nothing of messages", () => {
    const forged = rejection({ reason: "wrong_privacy_signature", lastAt: "2026-11-23T10:50:00.000Z" });
    const health = { verifiedAt, rejections: [forged], lastEventAt: null };
    expect(say({ setupHealth: health }).state).toBe("receiving-running");
  });

  it("by its signature counts from when it began, and as long as it goes on", () => {
    const bad = rejection({ reason: "wrong_signature", recent: 41, lastAt: "2026-11-23T10:50:00.000Z" });
    const health = { verifiedAt, rejections: [bad], lastEventAt: "2026-11-23T10:51:00.000Z" };
    expect(say({ setupHealth: health })).toMatchObject({
      state: "attempt-failed",
      reason: "wrong_signature",
      count: 41,
      at: "2026-11-23T10:02:00.000Z",
    });
  });
});

describe("messages that come in while the cycle is stopped", () => {
  it("are counted from the last one that a cycle took", () => {
    const messages = [message(false), message(false, "2026-11-23T10:59:00.000Z"), message(true), message(false)];
    expect(say({ cycle: { status: "stopped", changed: false, version: 1 }, messages })).toEqual({
      state: "receiving-stopped",
      kept: 2,
      more: false,
      at: "2026-11-23T11:00:00.000Z",
    });
  });

  it("may be more than were asked for", () => {
    const given = {
      disabled: false,
      cycle: { status: "draft", changed: true, version: null },
      messages: [message(false)],
      olderMessages: true,
    } as const;
    expect(say(given)).toMatchObject({ kept: 1, more: true });
  });

  it("still came in when nobody can say more about the connection", () => {
    expect(say({ connectionHealth: null, messages: [] }).state).toBe("no-message");
    expect(say({ connectionHealth: null }).state).toBe("receiving-running");
    expect(say({ messages: [], cycle: { status: "stopped", changed: false, version: 1 } })).toMatchObject({ kept: 0 });
  });

  it.each(["info", "warning"] as const)("takes it for %s only that a Page sends less than it could", (severity) => {
    const hint = { ...notSubscribed, severity };
    expect(say({ connectionHealth: { findings: [hint], lastEventAt: null } }).state).toBe("receiving-running");
  });
});

it("looks for what the trigger waits for, and for messages where that is no kind of its own", () => {
  expect(kindOfTrigger({ method: "postback" })).toBe("postback");
  expect(kindOfTrigger({ kinds: ["reaction"] })).toBe("reaction");
  expect(kindOfTrigger({ method: "quick-reply" })).toBe("message");
  expect(kindOfTrigger({ kinds: ["postback", "optin"] })).toBe("message");
});

import type { Connection, SignInStatus } from "@velodrome/contract";
import { describe, expect, it } from "vitest";
import { connectStage } from "./connect-stage.ts";

const signIn = (status: SignInStatus): Connection["signIn"] => ({
  status,
  error: null,
  connections: [],
  startedAt: "2026-11-23T10:00:00.000Z",
});
const still = { opening: false, windowGone: false, tried: false, again: false };
const fresh = { status: "new", signIn: null } as const;

describe("the way to a connected Page", () => {
  it("begins with a connection that nobody signed in to", () => {
    expect(connectStage({ ...still, connection: fresh })).toBe("begin");
    expect(connectStage({ ...still, connection: fresh, opening: true })).toBe("opening");
  });

  it.each(["waiting", "started"] as const)("waits for the other window while the server says %s", (status) => {
    const connection = { ...fresh, signIn: signIn(status) };
    expect(connectStage({ ...still, connection, tried: true })).toBe("waiting");
    expect(connectStage({ ...still, connection, tried: true, windowGone: true })).toBe("closed");
  });

  it("tells of a sign-in that this page did not open, once somebody has begun it", () => {
    expect(connectStage({ ...still, connection: { ...fresh, signIn: signIn("started") } })).toBe("elsewhere");
    expect(connectStage({ ...still, connection: { ...fresh, signIn: signIn("waiting") } })).toBe("begin");
  });

  it("believes a result that came after the window was closed", () => {
    const gone = { ...still, tried: true, windowGone: true };
    expect(connectStage({ ...gone, connection: { status: "page_required", signIn: signIn("choosing") } })).toBe(
      "choosing",
    );
    expect(connectStage({ ...gone, connection: { status: "authenticated", signIn: signIn("connected") } })).toBe(
      "connected",
    );
    expect(connectStage({ ...gone, connection: { ...fresh, signIn: signIn("failed") } })).toBe("failed");
  });

  it.each(["failed", "expired"] as const)(
    "says that a new connection's sign-in has %s, also after a reload",
    (status) => {
      expect(connectStage({ ...still, connection: { ...fresh, signIn: signIn(status) } })).toBe(status);
    },
  );

  it("says that signing in again failed, though the connection still works", () => {
    const connection = { status: "authenticated", signIn: signIn("failed") } as const;
    expect(connectStage({ ...still, connection, tried: true })).toBe("failed");
    expect(connectStage({ ...still, connection })).toBe("connected");
  });

  it("shows a connection that works as connected, whatever was once begun", () => {
    const connection = { status: "authenticated", signIn: signIn("waiting") } as const;
    expect(connectStage({ ...still, connection })).toBe("connected");
    expect(connectStage({ ...still, connection, tried: true })).toBe("waiting");
  });

  it("begins anew with a connection that works when somebody came for that", () => {
    const connection = { status: "authenticated", signIn: signIn("connected") } as const;
    expect(connectStage({ ...still, connection, again: true })).toBe("begin");
    expect(connectStage({ ...still, connection, again: true, tried: true })).toBe("connected");
  });

  it("asks to sign in again when the token died after a sign-in that once succeeded", () => {
    const connection = { status: "needs_reauthentication", signIn: signIn("connected") } as const;
    expect(connectStage({ ...still, connection })).toBe("begin");
  });
});

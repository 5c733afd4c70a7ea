import type { Connection } from "@velodrome/contract";
import { expect, it } from "vitest";
import { firstMessage } from "./first-message.ts";

const at = (minute: number) => `2026-11-23T10:0${minute}:00.000Z`;
const messages = [5, 4, 1].map((minute) => ({ receivedAt: at(minute) }));
const signedIn: Connection["signIn"] = { status: "connected", error: null, connections: [], startedAt: at(3) };

it("waits for a message that comes after the sign-in, not for an older one", () => {
  const connection = { createdAt: at(0), signIn: signedIn };
  expect(firstMessage(connection, messages)).toEqual({ receivedAt: at(4) });
  expect(firstMessage(connection, messages.slice(2))).toBeNull();
});

it("goes by when the connection was made where nobody signed in", () => {
  expect(firstMessage({ createdAt: at(0), signIn: null }, messages)).toEqual({ receivedAt: at(1) });
});

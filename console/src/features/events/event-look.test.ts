import { expect, it } from "vitest";
import { isMissed, routedHint, routedLook } from "./event-look.ts";

it("says of an echo or a receipt that it is noted, and of a message that no cycle took that it is unrouted", () => {
  expect(routedLook({ routed: false, kind: "echo" })).toMatchObject({ word: "Noted", tone: "neutral" });
  expect(routedLook({ routed: false, kind: "message" })).toMatchObject({ word: "Unrouted", tone: "amber" });
  expect(routedLook({ routed: true, kind: "echo" }).word).toBe("Routed");
  expect(routedHint({ routed: false, kind: "read" })).not.toBe(routedHint({ routed: false, kind: "message" }));
});

it("is missed when no cycle took it, unless nobody needs to answer it", () => {
  expect(isMissed({ routed: false, kind: "message" })).toBe(true);
  expect(isMissed({ routed: true, kind: "message" })).toBe(false);
  expect(isMissed({ routed: false, kind: "delivery" })).toBe(false);
});

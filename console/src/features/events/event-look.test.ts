import { expect, it } from "vitest";
import { routedHint, routedLook } from "./event-look.ts";

it("says of an echo or a receipt that it is noted, and of a message that no cycle took that it is unrouted", () => {
  expect(routedLook({ routed: false, kind: "echo" })).toMatchObject({ word: "Noted", tone: "neutral" });
  expect(routedLook({ routed: false, kind: "message" })).toMatchObject({ word: "Unrouted", tone: "amber" });
  expect(routedLook({ routed: true, kind: "echo" }).word).toBe("Routed");
  expect(routedHint({ routed: false, kind: "read" })).not.toBe(routedHint({ routed: false, kind: "message" }));
});

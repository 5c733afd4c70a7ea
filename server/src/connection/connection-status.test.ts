import { connectionStatuses } from "@velodrome/contract";
import { expect, test } from "vitest";
import { nextStatus } from "./connection-status.ts";

const after = (move: Parameters<typeof nextStatus>[1]) => connectionStatuses.map((status) => nextStatus(status, move));

test("each move makes of each status what the table says", () => {
  expect(connectionStatuses).toEqual(["new", "page_required", "authenticated", "needs_reauthentication", "disabled"]);
  expect(after("grant")).toEqual(["page_required", ...connectionStatuses.slice(1)]);
  expect(after("authenticate")).toEqual([...Array(4).fill("authenticated"), "disabled"]);
  expect(after("deauthenticate")).toEqual(Array(5).fill("new"));
  expect(after("disable")).toEqual(Array(5).fill("disabled"));
  expect(after("reject").slice(0, 3)).toEqual(["new", "page_required", "needs_reauthentication"]);
  expect(after("reject").at(-1)).toBe("disabled");
  expect(after("enable")).toEqual([...connectionStatuses.slice(0, 4), "authenticated"]);
  expect(after("enable-empty")).toEqual([...connectionStatuses.slice(0, 4), "new"]);
});

import { connectionStatuses } from "@velodrome/contract";
import { expect, test } from "vitest";
import { type ConnectionMove, nextStanding, type Standing } from "./connection-status.ts";

const after = (move: ConnectionMove) =>
  connectionStatuses.map((status) => nextStanding({ status, rejected: false }, move).status);
const through = (status: Standing["status"], ...moves: ConnectionMove[]) =>
  moves.reduce<Standing>(nextStanding, { status, rejected: false });

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

test.each([
  ["refused before", ["reject", "disable", "enable"], "needs_reauthentication"],
  ["refused before, and switched off twice", ["reject", "disable", "disable", "enable"], "needs_reauthentication"],
  ["refused meanwhile", ["disable", "reject", "enable"], "needs_reauthentication"],
  ["refused meanwhile, without credentials since", ["disable", "reject", "enable-empty"], "needs_reauthentication"],
  ["refused and authenticated anew meanwhile", ["reject", "disable", "authenticate", "enable"], "authenticated"],
  [
    "refused after it was authenticated anew",
    ["disable", "authenticate", "reject", "enable"],
    "needs_reauthentication",
  ],
  ["refused and de-authenticated meanwhile", ["disable", "reject", "deauthenticate"], "new"],
  ["never refused", ["disable", "enable"], "authenticated"],
] as const)("on again after it was off, with its token %s", (_, moves, status) => {
  expect(through("authenticated", ...moves)).toEqual({ status, rejected: false });
});

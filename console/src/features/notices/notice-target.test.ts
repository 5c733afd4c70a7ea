import type { Notice } from "@velodrome/contract";
import { describe, expect, it } from "vitest";
import { noticeTarget, worstFirst } from "./notice-target.ts";

const notice = (parts: Partial<Notice>): Notice => ({
  id: "not_1",
  code: "x",
  severity: "warning",
  message: "x",
  act: null,
  account: null,
  connection: null,
  connector: null,
  setup: null,
  link: null,
  mailedAt: null,
  createdAt: "2026-01-01T00:00:00.000Z",
  ...parts,
});

describe("where a notice leads", () => {
  it("is the connection before the Setup, and the settings when it says so", () => {
    const setup = { connector: "facebook-messenger", setup: "set_1" };
    expect(noticeTarget(notice(setup))?.to).toBe("/connectors/facebook-messenger/setups/set_1");
    expect(noticeTarget(notice({ ...setup, account: "acc_1", connection: "con_1" }))?.to).toBe(
      "/accounts/acc_1/connections/con_1",
    );
    expect(noticeTarget(notice({ ...setup, act: "open-settings" }))?.to).toBe("/settings/general");
    expect(noticeTarget(notice({}))).toBeNull();
  });
});

it("stands worst first, then newest first", () => {
  const given = [
    notice({ id: "old", createdAt: "2026-01-01T00:00:00.000Z" }),
    notice({ id: "new", createdAt: "2026-01-02T00:00:00.000Z" }),
    notice({ id: "bad", severity: "error" }),
  ];
  expect(worstFirst(given).map(({ id }) => id)).toEqual(["bad", "new", "old"]);
});

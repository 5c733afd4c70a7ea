import type { Finding } from "@velodrome/contract";
import { expect, it } from "vitest";
import { troublesOf } from "./finding-order.ts";

const finding = (code: string, severity: Finding["severity"]): Finding => ({
  code,
  severity,
  message: code,
  mender: null,
  act: null,
  details: {},
});

it("puts the worst finding first and says nothing of what is well", () => {
  const findings = [finding("a", "info"), finding("b", "ok"), finding("c", "error"), finding("d", "warning")];
  expect(troublesOf(findings).map(({ code }) => code)).toEqual(["c", "d", "a"]);
});

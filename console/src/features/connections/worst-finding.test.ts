import type { Finding } from "@velodrome/contract";
import { expect, it } from "vitest";
import { worstFinding, worstFirst } from "./worst-finding.ts";

const found = (code: string, severity: Finding["severity"]): Finding => ({
  code,
  severity,
  message: code,
  mender: null,
  act: null,
  details: {},
});

it("puts the worst first and leaves equals in their order", () => {
  const findings = [found("a", "ok"), found("b", "warning"), found("c", "error"), found("d", "warning")];
  expect(worstFirst(findings).map(({ code }) => code)).toEqual(["c", "b", "d", "a"]);
  expect(worstFinding(findings)?.code).toBe("c");
});

it("finds nothing bad where everything is in order", () => {
  expect(worstFinding([found("a", "ok")])).toBeNull();
  expect(worstFinding([])).toBeNull();
});

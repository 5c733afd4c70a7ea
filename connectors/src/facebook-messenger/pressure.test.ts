import type { HttpResponse } from "@velodrome/kit";
import { describe, expect, it, test } from "vitest";
import { pressureOf } from "./pressure.ts";

const answer = (headers: Record<string, string>, body: unknown = { message_id: "m" }, status = 200): HttpResponse => ({
  status,
  headers,
  body,
});
const app = (percent: number) => ({
  "x-app-usage": JSON.stringify({ call_count: 3, total_time: percent, total_cputime: 1 }),
});
const business = (entry: object) => ({
  "x-business-use-case-usage": JSON.stringify({ 17: [{ type: "messenger", call_count: 12 }, entry] }),
});
const seen = (response: HttpResponse) => pressureOf(response).map(({ scope, forMs, code }) => [scope, forMs, code]);

describe("usage headers", () => {
  test.each([
    ["say nothing while there is room", app(99), []],
    ["stop calls of the whole app when all is used", app(100), [["setup", 45_000, "usage_exhausted"]]],
    [
      "stop a Page's calls for as many minutes as told",
      business({ type: "messenger", call_count: 95, estimated_time_to_regain_access: 7 }),
      [["connection", 420_000, "usage_exhausted"]],
    ],
    [
      "of a Page",
      { "x-page-usage": '{"call_count":144,"total_cputime":73,"total_time":44}' },
      [["connection", 45_000, "usage_exhausted"]],
    ],
    ["that cannot be read say nothing", { "x-app-usage": "{", "x-page-usage": "[3]" }, []],
  ])("%s", (_, headers, expected) => {
    expect(seen(answer(headers))).toEqual(expected);
  });

  it("of an app and of a Page are both heeded", () => {
    const headers = { ...app(100), ...business({ call_count: 130 }) };
    expect(seen(answer(headers))).toEqual([
      ["setup", 45_000, "usage_exhausted"],
      ["connection", 45_000, "usage_exhausted"],
    ]);
  });
});

describe("errors of limits", () => {
  const refused = (code: number, headers: Record<string, string> = {}) =>
    seen(answer(headers, { error: { code, message: "(#x)" } }, 400));

  test.each([4, 341])("%i holds back the whole app", (code) => {
    expect(refused(code)).toEqual([["setup", 45_000, "rate_limited"]]);
  });

  test.each([17, 32, 80001, 80002, 80006])("%i holds back the Page", (code) => {
    expect(refused(code)).toEqual([["connection", 45_000, "rate_limited"]]);
  });

  it("613 holds back one kind of call", () => {
    expect(refused(613, { "retry-after": "5" })).toEqual([["method", 5000, "rate_limited"]]);
  });

  it("are heeded in an answer of 200, too", () => {
    expect(seen(answer({}, { error: { code: 4 } }))).toEqual([["setup", 45_000, "rate_limited"]]);
  });

  it("are not any other error", () => {
    expect(refused(190)).toEqual([]);
    expect(seen(answer({}, "oops", 500))).toEqual([]);
    expect(seen(answer({}, "slow down", 429))).toEqual([["connection", 45_000, "rate_limited"]]);
  });
});

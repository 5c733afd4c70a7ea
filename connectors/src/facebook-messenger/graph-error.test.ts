import type { HttpResponse } from "@velodrome/kit";
import { describe, expect, test } from "vitest";
import { graphErrorOf } from "./graph-error.ts";
import { graphErrorRules } from "./graph-error-rules.ts";

function refused(error: Record<string, unknown>, status = 400, headers: Record<string, string> = {}): HttpResponse {
  return {
    status,
    headers,
    body: { error: { message: "Ett fel", type: "OAuthException", fbtrace_id: "Abc", ...error } },
  };
}

function errorOf(response: HttpResponse) {
  const error = graphErrorOf(response);
  if (error === null) throw new Error("taken as no error");
  return { code: error.code, kind: error.kind, again: error.reauthenticate, after: error.retryAfterMs };
}

describe("what an error means is decided by code, subcode and is_transient", () => {
  const cases: [code: number, subcode: number | undefined, is: string, kind: string][] = [
    [1, undefined, "temporary_error", "retryable"],
    [1, 99, "access_missing", "terminal"],
    [1, 1357046, "reply_lost", "uncertain"],
    [2, undefined, "service_unavailable", "retryable"],
    [2, 2018344, "terms_not_accepted", "terminal"],
    [4, undefined, "rate_limited", "retryable"],
    [4, 2018022, "rate_limited", "retryable"],
    [4, 2018354, "marketing_limit", "terminal"],
    [10, undefined, "permission_missing", "terminal"],
    [10, 2018278, "outside_window", "terminal"],
    [10, 1893063, "page_restricted", "terminal"],
    [17, undefined, "rate_limited", "retryable"],
    [32, undefined, "rate_limited", "retryable"],
    [341, undefined, "rate_limited", "retryable"],
    [613, undefined, "rate_limited", "retryable"],
    [613, 2018338, "tag_misused", "terminal"],
    [80001, undefined, "rate_limited", "retryable"],
    [80002, undefined, "rate_limited", "retryable"],
    [80006, undefined, "rate_limited", "retryable"],
    [100, undefined, "invalid_parameter", "terminal"],
    [100, 424242, "invalid_parameter", "terminal"],
    [100, 33, "object_missing", "terminal"],
    [100, 2018001, "no_matching_user", "terminal"],
    [100, 2018034, "message_empty", "terminal"],
    [190, undefined, "token_invalid", "terminal"],
    [190, 460, "session_invalidated", "terminal"],
    [190, 463, "token_expired", "terminal"],
    [200, 1545041, "person_unavailable", "terminal"],
    [551, 1545041, "person_unavailable", "terminal"],
    [551, undefined, "person_unavailable", "terminal"],
    [2018300, undefined, "thread_controlled_elsewhere", "terminal"],
    [10, 2018300, "thread_controlled_elsewhere", "terminal"],
    [987654, undefined, "graph_error", "terminal"],
  ];
  test.each(cases)("%s / %s is %s, %s", (code, subcode, is, kind) => {
    expect(errorOf(refused({ code, error_subcode: subcode }))).toMatchObject({ code: is, kind });
    expect(errorOf(refused({ code: String(code), error_subcode: subcode }))).toMatchObject({ code: is, kind });
    // Seen in the wild: success outside, error inside.
    expect(errorOf(refused({ code, error_subcode: subcode }, 200))).toMatchObject({ code: is, kind });
  });

  test("only dead tokens ask to sign in again", () => {
    for (const subcode of [undefined, 458, 459, 460, 463, 464, 467, 492, 1]) {
      expect(errorOf(refused({ code: 190, error_subcode: subcode }, 401)).again).toBe(true);
    }
    expect(errorOf(refused({ code: 102 })).again).toBe(true);
    expect(errorOf(refused({ code: 10 })).again).toBe(false);
    // Where a Page's own token is asked for, the one that was sent is not dead.
    expect(errorOf(refused({ code: 190, error_subcode: 2069032 }, 401)).again).toBe(false);
  });

  test("an unknown error is retried only when Meta calls it transient, and uncertain when Meta broke down", () => {
    expect(errorOf(refused({ code: 77777, is_transient: true }, 500)).kind).toBe("retryable");
    expect(errorOf(refused({ code: 77777, is_transient: false }, 500)).kind).toBe("uncertain");
    expect(errorOf(refused({ code: 77777 }, 429)).kind).toBe("retryable");
    expect(errorOf(refused({}, 400)).kind).toBe("terminal");
  });

  test("an answer without Graph's envelope goes by its status", () => {
    const answer = (status: number): HttpResponse => ({ status, headers: {}, body: "<html>" });
    expect(graphErrorOf(answer(200))).toBeNull();
    expect(errorOf(answer(502))).toMatchObject({ code: "server_error", kind: "uncertain" });
    expect(errorOf(answer(429))).toMatchObject({ code: "rate_limited", kind: "retryable" });
    expect(errorOf(answer(404))).toMatchObject({ code: "not_graph", kind: "terminal" });
    expect(errorOf(answer(302))).toMatchObject({ code: "not_graph", kind: "terminal" });
  });

  test("what Meta said is kept to be read, without being decided by", () => {
    const details = graphErrorOf(refused({ code: 100, error_user_msg: "Skriv om" }))?.details;
    expect(details).toEqual({
      status: 400,
      code: 100,
      type: "OAuthException",
      message: "Ett fel",
      error_user_msg: "Skriv om",
      fbtrace_id: "Abc",
    });
  });
});

describe("how long to wait", () => {
  const usage = (minutes: unknown): string =>
    JSON.stringify({ "612": [{ type: "pages" }, { type: "messenger", estimated_time_to_regain_access: minutes }] });
  const date = "Sun, 22 Nov 2026 10:00:00 GMT";
  const waits: [Record<string, string>, number | undefined][] = [
    [{}, undefined],
    [{ "retry-after": "30" }, 30_000],
    [{ "retry-after": "Sun, 22 Nov 2026 10:02:00 GMT", date }, 120_000],
    [{ "retry-after": "Sun, 22 Nov 2026 10:02:00 GMT" }, undefined],
    [{ "retry-after": "Sun, 22 Nov 2026 09:00:00 GMT", date }, undefined],
    [{ "retry-after": "soon" }, undefined],
    [{ "x-business-use-case-usage": usage(7) }, 420_000],
    [{ "x-business-use-case-usage": usage(0) }, undefined],
    [{ "x-business-use-case-usage": usage("7") }, undefined],
    [{ "x-business-use-case-usage": "{broken" }, undefined],
    [{ "x-business-use-case-usage": usage(1), "retry-after": "90" }, 90_000],
    [{ "retry-after": "99999999" }, 86_400_000],
  ];
  test.each(waits)("%j: %j ms", (headers, after) => {
    expect(errorOf(refused({ code: 80006 }, 400, headers)).after).toBe(after);
  });

  test("is not told of what will not be tried again", () => {
    expect(errorOf(refused({ code: 100 }, 400, { "retry-after": "30" })).after).toBeUndefined();
  });
});

test("the table has one row for each code and subcode, with a sentence and a stable code", () => {
  const keys = graphErrorRules.map(({ code, subcode }) => `${code}/${subcode}`);
  expect(new Set(keys).size).toBe(keys.length);
  for (const { is, message } of graphErrorRules) {
    expect(is).toMatch(/^[a-z]+(_[a-z]+)*$/);
    expect(message).toMatch(/^[A-Z].*\.$/);
  }
});

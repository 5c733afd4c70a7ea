import { describe, expect, test } from "vitest";
import type { ActionContext } from "../call-context.ts";
import type { Action } from "../connector.ts";
import { ConnectorError } from "../connector-error.ts";
import type { HttpRequest, HttpResponse } from "../http-client.ts";
import { type Caller, contextOf, failureOf, secretsOf } from "./contract-call.ts";
import { recordedHttp } from "./recorded-http.ts";

export interface ActionExample {
  input: Record<string, unknown>;
  /** What the application was seen to answer, one for each call the action makes. */
  replies: readonly HttpResponse[];
  output: unknown;
}

/** Methods that HTTP itself lets be repeated. */
const idempotent: ReadonlySet<HttpRequest["method"] | undefined> = new Set(["GET", "HEAD", "PUT", "DELETE"]);
const stepRunId = "srn_01jd0000000000000000000000";

/** One call of an action against recorded replies. */
async function call(
  action: Action,
  caller: Caller,
  input: Record<string, unknown>,
  replies: readonly HttpResponse[],
): Promise<{ output: unknown; requests: readonly HttpRequest[] }> {
  const http = recordedHttp(replies);
  const context: ActionContext = { ...contextOf(caller, http), stepRunId };
  return { output: await action.call(context, action.input.parse(input)), requests: http.requests };
}

export function actionContract(name: string, action: Action, caller: Caller, examples: readonly ActionExample[]): void {
  describe(`action ${name}`, () => {
    test("has an example", () => {
      expect(examples.length).toBeGreaterThan(0);
    });

    test.each(examples)("gives what its example says: %j", async ({ input, replies, output }) => {
      const called = await call(action, caller, input, replies);
      expect(called.output).toEqual(output);
      expect(action.output.parse(called.output)).toEqual(output);
      expect(called.requests).toHaveLength(replies.length);
    });

    test.each(examples)("puts no secret into an address: %j", async ({ input, replies }) => {
      const { requests } = await call(action, caller, input, replies);
      for (const { url } of requests) for (const secret of secretsOf(caller)) expect(url).not.toContain(secret);
    });

    test.each(examples)("makes the same calls each time: %j", async ({ input, replies }) => {
      const first = await call(action, caller, input, replies);
      expect((await call(action, caller, input, replies)).requests).toEqual(first.requests);
    });

    if (action.repeat === "reconcile") {
      test.each(examples)("leaves its mark in the call: %j", async ({ input, replies }) => {
        const { requests } = await call(action, caller, input, replies);
        expect(JSON.stringify(requests)).toContain(stepRunId);
      });
    }

    test.each([301, 400, 404, 429, 500, 503])(
      "takes an answer %i that is nobody's as a ConnectorError",
      async (status) => {
        const http = recordedHttp([{ status, headers: { "content-type": "text/html" }, body: "<p>no</p>" }]);
        const context: ActionContext = { ...contextOf(caller, http), stepRunId };
        const error = await failureOf(action.call(context, action.input.parse(examples[0]?.input ?? {})));
        expect(error).toBeInstanceOf(ConnectorError);
        // A server's breakdown may come after the deed: only a call that may be repeated can be called undone.
        const repeatable = action.repeat === "safe" || idempotent.has(http.requests[0]?.method);
        if (status >= 500 && !repeatable) expect(error).toMatchObject({ kind: "uncertain" });
      },
    );
  });
}

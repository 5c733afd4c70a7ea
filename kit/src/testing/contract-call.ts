import { expect, test } from "vitest";
import type { CallContext, Credentials } from "../call-context.ts";
import { ConnectorError } from "../connector-error.ts";
import type { HttpClient, HttpResponse } from "../http-client.ts";
import type { SetupValues } from "../setup-values.ts";
import { recordedHttp } from "./recorded-http.ts";

/** What the application was seen to answer, one for each call that is made, and what comes of it. */
export interface Recorded<Result> {
  replies: readonly HttpResponse[];
  result: Result;
}

/** Recorded replies that say no. */
export interface Refused {
  replies: readonly HttpResponse[];
  /** Our code for it, and the field of the Setup at fault where one is. */
  code: string;
  field?: "clientId" | "clientSecret";
}

/** In whose name the suite makes its calls. */
export interface Caller {
  setup: SetupValues;
  credentials: Credentials;
  properties: Readonly<Record<string, unknown>>;
}

export function contextOf(caller: Caller, http: HttpClient): CallContext {
  return { ...caller, http, signal: new AbortController().signal };
}

/** Every secret that a call of this caller could let out. */
export function secretsOf({ setup, credentials }: Caller): string[] {
  const all = [credentials.accessToken, ...setup.clientSecrets, ...Object.values(credentials.values ?? {})];
  // Short ones stand anywhere by chance.
  return all.filter(({ length }) => length >= 8);
}

/** The call gives its result, with as many requests as there are replies, and the same ones each time. */
export async function expectResult<Result>(
  call: (http: HttpClient) => Promise<Result>,
  { replies, result }: Recorded<Result>,
): Promise<void> {
  const first = recordedHttp(replies);
  expect(await call(first)).toEqual(result);
  expect(first.requests).toHaveLength(replies.length);
  const second = recordedHttp(replies);
  await call(second);
  expect(second.requests).toEqual(first.requests);
}

export async function expectRefusal(
  call: (http: HttpClient) => Promise<unknown>,
  { replies, code, field }: Refused,
): Promise<void> {
  const error = await failureOf(call(recordedHttp(replies)));
  expect(error).toBeInstanceOf(ConnectorError);
  expect(error).toMatchObject({ code, ...(field !== undefined && { details: { field } }) });
}

/** Whatever an application that has lost its mind answers, the one kind of error comes of it. */
export function refusesNonsense(call: (http: HttpClient) => Promise<unknown>): void {
  test.each([301, 400, 404, 429, 500, 503])(
    "takes an answer %i that is nobody's as a ConnectorError",
    async (status) => {
      const reply = { status, headers: { "content-type": "text/html" }, body: "<p>no</p>" };
      const error = await failureOf(call(recordedHttp([reply, reply, reply])));
      expect(error).toBeInstanceOf(ConnectorError);
      expect(error).toMatchObject({ code: expect.stringMatching(/^[a-z]+(_[a-z]+)*$/) });
    },
  );

  test("passes on what the client says of a broken line", async () => {
    const lost = new ConnectorError("connection_failed", { message: "It broke.", kind: "retryable" });
    expect(await failureOf(call(recordedHttp([lost, lost, lost])))).toMatchObject({ code: "connection_failed" });
  });
}

export async function failureOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => "no error",
    (error: unknown) => error,
  );
}

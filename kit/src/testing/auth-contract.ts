import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { Auth, Grant, GrantContext, NoAuth, OAuth2Auth, OAuthTokens, Target } from "../auth.ts";
import { authorizationOf } from "../authorize.ts";
import { secretFields } from "../field-meta.ts";
import type { HttpClient, HttpResponse } from "../http-client.ts";
import type { SetupValues } from "../setup-values.ts";
import { expectRefusal, expectResult, type Recorded, type Refused, refusesNonsense } from "./contract-call.ts";

export interface AuthExamples {
  /** What a person might enter, for every kind with fields. */
  "api-key"?: Record<string, string>;
  bearer?: Record<string, string>;
  basic?: Record<string, string>;
  oauth2?: OAuth2Examples;
}

export interface OAuth2Examples {
  /** What the redirect brings when somebody says no, and our code for it. */
  denials?: readonly { query: Record<string, string>; code: string }[];
  /** Refusals of the token endpoint. */
  refusals?: readonly { reply: HttpResponse; code: string }[];
  complete?: readonly (Recorded<Grant> | Refused)[];
  targets?: readonly (Recorded<readonly Target[]> | Refused)[];
}

const tokens: OAuthTokens = { accessToken: "fresh-token-of-the-suite", refreshToken: null, expiresAt: null };

export function authContract(auth: Auth, setup: SetupValues, examples: AuthExamples): void {
  describe(`auth ${auth.kind}`, () => {
    if (auth.kind === "oauth2") oauth2Contract(auth, setup, examples.oauth2 ?? {});
    else if (auth.kind === "none") noneContract(auth);
    else fieldsContract(auth, examples[auth.kind] ?? {});
  });
}

function noneContract(auth: NoAuth): void {
  test("adds nothing to a request", () => {
    const added = authorizationOf([auth], { externalId: "", accessToken: "token" });
    expect(added).toEqual({ headers: {}, query: {}, secrets: [] });
  });
}

function fieldsContract(auth: Exclude<Auth, OAuth2Auth | NoAuth>, entered: Record<string, string>): void {
  test("asks for what JSON Schema can say, each field with a title", () => {
    const schema = z.toJSONSchema(auth.fields, { io: "input" });
    expect(schema).toMatchObject({ type: "object" });
    for (const field of Object.values(schema.properties ?? {})) expect(field).toHaveProperty("title");
  });

  test("turns what is entered into a request, and keeps its secrets", () => {
    const values = z.record(z.string(), z.string()).parse(auth.fields.parse(entered));
    const { headers, query, secrets } = authorizationOf([auth], { externalId: "", accessToken: "", values });
    expect({ ...headers, ...query }).not.toEqual({});
    for (const field of secretFields(auth.fields)) if (values[field] !== "") expect(secrets).toContain(values[field]);
  });
}

function oauth2Contract(auth: OAuth2Auth, setup: SetupValues, examples: OAuth2Examples): void {
  const contextWith = (http: HttpClient): GrantContext => {
    return { setup, http, signal: new AbortController().signal, tokens };
  };

  test("leads to whole addresses without secrets", () => {
    const parameters = auth.dialogParameters?.(setup) ?? {};
    for (const address of [auth.authorizationUrl(setup), auth.tokenUrl(setup)]) {
      expect(address).toMatch(/^https?:\/\//);
      expect(URL.canParse(address)).toBe(true);
    }
    const said = JSON.stringify([auth.authorizationUrl(setup), auth.tokenUrl(setup), parameters]);
    for (const secret of setup.clientSecrets) expect(said).not.toContain(secret);
    // These are the server's: the way back hangs on them.
    for (const own of ["state", "redirect_uri", "client_id"]) expect(parameters).not.toHaveProperty(own);
  });

  test("asks for each scope once, and for none that would be read as two", () => {
    expect(new Set(auth.scopes).size).toBe(auth.scopes.length);
    for (const scope of auth.scopes) expect(scope).toMatch(/^[^\s,]+$/);
  });

  if (auth.denial !== undefined) denialContract(auth.denial, examples.denials ?? []);
  if (auth.refusal !== undefined) refusalContract(auth.refusal, examples.refusals ?? []);
  const { complete, targets } = auth;
  if (complete !== undefined) {
    stepContract("completing a sign-in", (http) => complete(contextWith(http)), examples.complete ?? []);
  }
  if (targets !== undefined) {
    stepContract("what can be connected", (http) => targets(contextWith(http)), examples.targets ?? []);
    targetListContract(examples.targets ?? []);
  }
}

function denialContract(
  denial: NonNullable<OAuth2Auth["denial"]>,
  examples: readonly { query: Record<string, string>; code: string }[],
): void {
  test("takes a code for no denial", () => {
    expect(denial({ code: "abc", state: "s" })).toBeNull();
  });

  test.each([{ query: { error: "access_denied" } }, ...examples])(
    "says what a denial means: %j",
    ({ query, ...example }) => {
      const said = denial(query);
      expect(said?.code).toMatch(/^[a-z]+(_[a-z]+)*$/);
      expect(said?.message).toMatch(/\.$/);
      if ("code" in example) expect(said?.code).toBe(example.code);
    },
  );
}

function refusalContract(
  refusal: NonNullable<OAuth2Auth["refusal"]>,
  examples: readonly { reply: HttpResponse; code: string }[],
): void {
  test("takes tokens for no refusal", () => {
    expect(refusal({ status: 200, headers: {}, body: { access_token: "t", token_type: "bearer" } })).toBeNull();
  });

  test.each(examples)("says what a refusal means: %j", ({ reply, code }) => {
    expect(refusal(reply)).toMatchObject({ code });
  });
}

function stepContract<Result>(
  what: string,
  call: (http: HttpClient) => Promise<Result>,
  examples: readonly (Recorded<Result> | Refused)[],
): void {
  describe(what, () => {
    test("has an example", () => {
      expect(examples.length).toBeGreaterThan(0);
    });

    test.each(examples)("gives what its example says: %j", async (example) => {
      await ("result" in example ? expectResult(call, example) : expectRefusal(call, example));
    });

    refusesNonsense(call);
  });
}

function targetListContract(examples: readonly (Recorded<readonly Target[]> | Refused)[]): void {
  test("every target is named once, by an id", () => {
    for (const example of examples) {
      if (!("result" in example)) continue;
      const ids = example.result.map(({ externalId }) => externalId);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).not.toContain("");
    }
  });
}

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Application, ApplicationContext, PrivacyRequest, Registration, TokenFacts } from "../application.ts";
import type { HttpClient } from "../http-client.ts";
import type { SetupValues } from "../setup-values.ts";
import { expectRefusal, expectResult, type Recorded, type Refused, refusesNonsense } from "./contract-call.ts";

type Wanted = Parameters<Application["register"]>[1];

export interface ApplicationExamples {
  check: readonly (Recorded<{ name: string }> | Refused)[];
  readRegistration: readonly (Recorded<Registration | null> | Refused)[];
  register: readonly ((Recorded<undefined> | Refused) & { wanted: Wanted })[];
  inspectToken: readonly ((Recorded<TokenFacts> | Refused) & { token: string })[];
  privacy: {
    /** The body of a callback, signed as the application signs it. */
    sign(request: PrivacyRequest, clientSecret: string): Buffer;
  };
}

export function applicationContract(application: Application, setup: SetupValues, examples: ApplicationExamples): void {
  const contextWith = (http: HttpClient): ApplicationContext => {
    return { setup, http, signal: new AbortController().signal };
  };
  const check = (http: HttpClient) => application.check(contextWith(http));

  describe("its application", () => {
    callContract("check", check, examples.check);
    callContract(
      "readRegistration",
      (http) => application.readRegistration(contextWith(http)),
      examples.readRegistration,
    );
    for (const example of examples.register) {
      const register = async (http: HttpClient): Promise<undefined> => {
        await application.register(contextWith(http), example.wanted);
        return undefined;
      };
      callContract("register", register, [example]);
    }
    for (const example of examples.inspectToken) {
      callContract("inspectToken", (http) => application.inspectToken(contextWith(http), example.token), [example]);
    }
    privacyContract(application, examples.privacy);
  });
}

function callContract<Result>(
  what: string,
  call: (http: HttpClient) => Promise<Result>,
  examples: readonly (Recorded<Result> | Refused)[],
): void {
  describe(what, () => {
    test.each(examples)("gives what its example says: %j", async (example) => {
      await ("result" in example ? expectResult(call, example) : expectRefusal(call, example));
    });

    refusesNonsense(call);
  });
}

const privacyRequests: readonly PrivacyRequest[] = [
  { kind: "person", id: "218471" },
  { kind: "target", externalId: "324556365474" },
];

function privacyContract(application: Application, { sign }: ApplicationExamples["privacy"]): void {
  test.each(privacyRequests)("believes a privacy callback that any live secret signed: %j", (request) => {
    const body = sign(request, "old-secret");
    expect(application.readPrivacyRequest(body, ["new-secret", "old-secret"])).toMatchObject(request);
    const beside = Buffer.concat([body, Buffer.from("&more=1")]);
    const signed = application.readPrivacyRequest(body, ["old-secret"])?.signed;
    expect(application.readPrivacyRequest(beside, ["old-secret"])?.signed ?? signed).toBe(signed);
    for (const secrets of [[], [""], ["new-secret"]]) expect(application.readPrivacyRequest(body, secrets)).toBeNull();
    expect(application.readPrivacyRequest(sign(request, ""), ["", "new-secret"])).toBeNull();
  });

  test("makes nothing of any other bytes", () => {
    const bodies = privacyRequests.map((request) => sign(request, "secret"));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(application.readPrivacyRequest(Buffer.from(bytes), ["secret"])).toBeNull();
      }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...bodies), fc.nat(), (body, at) => {
        const cut = body.subarray(0, at % body.length);
        expect(application.readPrivacyRequest(cut, ["secret"])).toBeNull();
      }),
    );
  });
}

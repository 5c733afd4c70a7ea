import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { HttpRequest, HttpResponse } from "./http-client.ts";
import { exchangeOf } from "./http-exchange.ts";
import { isSecretKey, isSentSecretKey, maskSecrets, maskUrl } from "./redact.ts";

const traceOf = (request: HttpRequest, headers: Record<string, string>, response: HttpResponse, durationMs: number) =>
  exchangeOf(request, { url: new URL(request.url), headers }, response, durationMs);

const masking = { isSecret: isSecretKey, secrets: [] };

describe("which keys are secret", () => {
  test.each([
    ..."access_token appsecret_proof client_secret fb_exchange_token input_token refresh_token id_token".split(" "),
    ..."accessToken clientSecret Authorization Proxy-Authorization Cookie set-cookie password signed_request".split(
      " ",
    ),
    ..."x-api-key apiKey hub.verify_token credentials private_key X-Hub-Signature".split(" "),
  ])("%s is", (key) => {
    expect(isSecretKey(key)).toBe(true);
  });

  test.each(["text", "message_id", "tokens_used", "codes", "secretary", "recipient", "expires_in", "code"])(
    "%s is not, in an answer",
    (key) => {
      expect(isSecretKey(key)).toBe(false);
    },
  );

  test.each(["code", "code_verifier", "codeVerifier", "access_token"])("%s is, in a request", (key) => {
    expect(isSentSecretKey(key)).toBe(true);
  });

  test("is remembered for a bounded number of names only", () => {
    for (let index = 0; index < 5000; index += 1) expect(isSecretKey(`field_${index}`)).toBe(false);
    expect(isSecretKey("access_token")).toBe(true);
  });
});

describe("masking", () => {
  test("keeps what an error says", () => {
    const body = { error: { code: 190, error_subcode: 460, message: "no" } };
    expect(maskSecrets(body, masking)).toEqual(body);
  });

  test("reaches links inside an answer", () => {
    const next = "https://graph.facebook.com/v25.0/1/x?limit=25&access_token=EAAB123&after=QVFI";
    expect(maskSecrets({ paging: { next } }, masking)).toEqual({
      paging: { next: "https://graph.facebook.com/v25.0/1/x?limit=25&access_token=[redacted]&after=QVFI" },
    });
  });

  test.each([
    ["token=a", "token=[redacted]"],
    ["a token==b= c", "a token=[redacted] c"],
    ["x=token=a token=&b.token='q' token=b", "x=token=a token=&b.token='q' token=[redacted]"],
    ["(token=a)", "(token=[redacted]"],
    [`${"x".repeat(54)}-token=a`, `${"x".repeat(54)}-token=[redacted]`],
    [`${"x".repeat(55)}-token=a`, `${"x".repeat(55)}-token=a`],
  ])("reads what stands behind a name: %s", (text, masked) => {
    expect(maskSecrets(text, masking)).toBe(masked);
  });

  test("hides a whole object under a secret's key and leaves numbers", () => {
    expect(maskSecrets({ credentials: { user: "a" }, token: 5, secret: null }, masking)).toEqual({
      credentials: "[redacted]",
      token: 5,
      secret: null,
    });
  });

  test("is not brought down by depth", () => {
    const deep = JSON.parse(`${"[".repeat(4000)}${"]".repeat(4000)}`);
    expect(JSON.stringify(maskSecrets(deep, masking))).toContain("[too deep]");
  });

  test("takes no time that grows faster than the text", () => {
    const hostile = `${"a-".repeat(1_000_000)}==`;
    const startedAt = performance.now();
    expect(maskSecrets(hostile, masking)).toBe(hostile);
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });

  test("keeps an address readable", () => {
    expect(maskUrl("https://me:pw@graph.test/v25.0/me?fields=id%2Cname&appsecret_proof=abc#x")).toBe(
      "https://graph.test/v25.0/me?fields=id%2Cname&appsecret_proof=[redacted]",
    );
    expect(maskUrl("not an address?access_token=abc")).toBe("not an address?[redacted]");
  });
});

const secret = fc.stringMatching(/^[A-Za-z0-9]{12,40}$/);
/** Text around it that cannot contain it by chance. */
const plain = fc.stringMatching(/^[ .,!]{0,10}$/);

test("no secret of a request is left anywhere in its trace, whatever the answer repeats", () => {
  fc.assert(
    fc.property(secret, secret, secret, plain, (token, proof, field, around) => {
      const exchange = traceOf(
        {
          method: "POST",
          url: `https://graph.test/me/messages?appsecret_proof=${proof}`,
          json: { client_secret: field, text: `${around}${token}` },
        },
        { authorization: `Bearer ${token}` },
        {
          status: 400,
          headers: { "www-authenticate": `bad ${token}` },
          body: {
            error: { message: `${around}Malformed access token ${token}${around}`, trace: [proof, { [field]: 1 }] },
          },
        },
        12,
      );
      const text = JSON.stringify(exchange);
      for (const hidden of [token, proof, field]) expect(text).not.toContain(hidden);
      expect(exchange.request.url).toBe("https://graph.test/me/messages?appsecret_proof=[redacted]");
      expect(exchange.durationMs).toBe(12);
    }),
  );
});

describe("of a trace, nobody can take", () => {
  const answer = { status: 200, headers: {}, body: {} };

  test.each([
    [
      "a token's exchange",
      "https://graph.test/oauth/access_token?client_secret=s3cret-one&fb_exchange_token=s3cret-two",
    ],
    ["a code's exchange", "https://graph.test/oauth/access_token?client_secret=s3cret-one&code=s3cret-two"],
    ["a token looked at", "https://graph.test/debug_token?input_token=s3cret-one&access_token=s3cret-two"],
    ["a proven call", "https://graph.test/me?appsecret_proof=s3cret-one&access_token=s3cret-two"],
  ])("the secrets of %s, in the address or in any body", (_, url) => {
    const query = new URL(url).search.slice(1);
    const fields = Object.fromEntries(new URLSearchParams(query));
    const requests: HttpRequest[] = [
      { method: "GET", url },
      { method: "POST", url: "https://graph.test/x", form: fields },
      { method: "POST", url: "https://graph.test/x", json: { batch: [fields] } },
      { method: "POST", url: "https://graph.test/x", text: query },
    ];
    for (const request of requests) {
      const trace = traceOf(request, {}, { ...answer, body: { access_token: "s3cret-one", paging: { next: url } } }, 1);
      expect(JSON.stringify(trace)).not.toContain("s3cret");
    }
  });

  test("a key under a name that says nothing, nor what an answer makes of it", () => {
    const secrets = ["k&y/1", "abc"];
    const request: HttpRequest = {
      method: "GET",
      url: "https://a.test/p/abc?q=k%26y%2F1",
      headers: { "x-id": "abc" },
      secrets,
    };
    const body = { echo: "k&y/1", link: "https://a.test/?q=k%26y%2F1" };
    const trace = JSON.stringify(traceOf(request, { "x-id": "abc" }, { ...answer, body }, 1));
    for (const secret of [...secrets, "k%26y%2F1"]) expect(trace).not.toContain(secret);
  });

  test("a code in an address that a body speaks of, but no code that an answer names", () => {
    const request: HttpRequest = {
      method: "POST",
      url: "https://a.test",
      json: { text: "see https://b.test/?code=s3cret" },
    };
    const trace = traceOf(request, {}, { ...answer, body: "refused: code=190" }, 1);
    expect(trace.request.body).toEqual({ text: "see https://b.test/?code=[redacted]" });
    expect(trace.response?.body).toBe("refused: code=190");
  });

  test("a password out of its header", () => {
    const authorization = `Basic ${Buffer.from("shop:long-password").toString("base64")}`;
    const trace = traceOf(
      { method: "GET", url: "https://a.test" },
      { authorization },
      { ...answer, body: "long-password?" },
      1,
    );
    expect(trace.response?.body).toBe("[redacted]?");
  });
});

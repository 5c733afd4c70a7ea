import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { readPrivacyRequest } from "./privacy-request.ts";

function bodyOf(payload: string, secret = "secret"): Buffer {
  const encoded = Buffer.from(payload).toString("base64url");
  const signature = createHmac("sha256", secret).update(encoded).digest("base64url");
  return Buffer.from(`signed_request=${signature}.${encoded}`);
}

const read = (payload: string) => readPrivacyRequest(bodyOf(payload), ["secret"]);

test("an id beyond 2^53 stays what it is, and the algorithm's name may be written small", () => {
  expect(read('{"algorithm":"hmac-sha256","user_id":10105655000959552}')).toMatchObject({
    kind: "person",
    id: "10105655000959552",
  });
});

test.each([
  '{"algorithm":"HMAC-SHA1","user_id":"1"}',
  '{"user_id":"1"}',
  '{"algorithm":"HMAC-SHA256"}',
  '{"algorithm":"HMAC-SHA256","user_id":null,"profile_id":null}',
  "[]",
  "no JSON",
])("nobody is meant by %s", (payload) => {
  expect(read(payload)).toBeNull();
});

test("what stands beside the signed part is not believed", () => {
  const body = bodyOf('{"algorithm":"HMAC-SHA256","issued_at":"1411072285","user_id":"1"}').toString();
  const request = readPrivacyRequest(Buffer.from(body), ["secret"]);
  expect(request).toEqual({ kind: "person", id: "1", signed: body.split(".")[1], issuedAt: 1_411_072_285_000 });
  expect(read('{"algorithm":"HMAC-SHA256","user_id":"1"}')).toMatchObject({ issuedAt: null });
  for (const same of [`x=1&${body}`, `${body}&signed_request=other`, body.replace(".", "%3D.")]) {
    expect(readPrivacyRequest(Buffer.from(same), ["secret"])).toEqual(request);
  }
  expect(readPrivacyRequest(Buffer.from(`${body}.more`), ["secret"])).toBeNull();
  expect(readPrivacyRequest(Buffer.from(body.replace("signed_request", "other")), ["secret"])).toBeNull();
});

import { createHmac } from "node:crypto";
import type { HttpResponse, SetupValues, TokenFacts } from "@velodrome/kit";
import { connectorContract } from "@velodrome/kit/testing";
import { facebookMessenger } from "./facebook-messenger.ts";

const person = "7001000000000011";
const setup: SetupValues = {
  clientId: "880000000000001",
  clientSecrets: ["newest-secret", "older-secret"],
  graphUrl: null,
  dialogUrl: null,
  graphVersion: "v25.0",
  scopes: ["pages_messaging", "pages_manage_metadata", "pages_show_list"],
  configId: null,
  systemUser: false,
};

const json = { "content-type": "application/json; charset=UTF-8", "facebook-api-version": "v25.0" };
const ok = (body: unknown): HttpResponse => ({ status: 200, headers: json, body });
const no = (code: number, subcode?: number, status = 400): HttpResponse => ({
  status,
  headers: json,
  body: { error: { message: "Ett fel", type: "OAuthException", code, error_subcode: subcode, fbtrace_id: "A1" } },
});
const noSuchThing: HttpResponse = {
  status: 400,
  headers: json,
  body: { error: { message: "Ett fel", type: "GraphMethodException", code: 100 } },
};

const event = JSON.stringify({
  object: "page",
  entry: [
    { id: "1", time: 1, messaging: [{ sender: { id: person }, message: { mid: "m_1", text: "hi" } }] },
    { id: "2", time: 1, standby: [{ sender: { id: person }, read: { watermark: 1 } }], changes: [{ field: "feed" }] },
  ],
});

const granted = ["pages_messaging", "pages_manage_metadata", "pages_show_list", "business_management"];
/** What `debug_token` says of a person's token. */
const looked = (about: Record<string, unknown>): HttpResponse =>
  ok({
    data: {
      app_id: setup.clientId,
      type: "USER",
      application: "Acme Chat",
      expires_at: 1_768_000_000,
      data_access_expires_at: 1_770_000_000,
      is_valid: true,
      scopes: granted,
      user_id: "1207059",
      ...about,
    },
  });
const facts: TokenFacts = {
  valid: true,
  fault: null,
  clientId: setup.clientId,
  expiresAt: 1_768_000_000_000,
  dataAccessExpiresAt: 1_770_000_000_000,
  scopes: granted,
  personId: "1207059",
  externalId: null,
  targets: null,
};

const nothingKnown: TokenFacts = {
  valid: false,
  fault: null,
  clientId: null,
  expiresAt: null,
  dataAccessExpiresAt: null,
  scopes: [],
  personId: null,
  externalId: null,
  targets: null,
};

const longLived = ok({ access_token: "EAAB-long", token_type: "bearer", expires_in: 5_183_944 });
const tokens = { accessToken: "EAAB-long", refreshToken: null, expiresAt: 1_768_000_000_000 };
const me = ok({ id: "1207059", name: "Ada" });
const page = { id: "612", name: "Bicycles", access_token: "EAAB-612" };
const bicycles = { externalId: "612", name: "Bicycles", picture: null, accessToken: "EAAB-612", warnings: [] };

connectorContract(facebookMessenger, {
  setup,
  credentials: { externalId: "612", accessToken: "EAAB-page-token" },
  actions: {
    "send-text": [
      {
        input: { recipient: person, text: "Hello" },
        replies: [ok({ recipient_id: person, message_id: "m_9" })],
        output: { recipientId: person, messageId: "m_9" },
      },
    ],
    "send-quick-replies": [
      {
        input: { recipient: person, text: "Which?", quickReplies: ["Yes", { title: "No", payload: "NO" }] },
        replies: [ok({ recipient_id: person, message_id: "m_9" })],
        output: { recipientId: person, messageId: "m_9" },
      },
    ],
    "pass-thread-control": [
      { input: { recipient: person }, replies: [ok({ success: true })], output: { passed: true } },
    ],
    "sender-action": [
      {
        input: { recipient: person, action: "typing_on" },
        replies: [ok({ recipient_id: person })],
        output: { recipientId: person },
      },
    ],
  },
  webhooks: {
    bodies: [
      { body: event, items: 3 },
      { body: '{"object":"page","entry":[]}', items: 1 },
      { body: '{"object":"page","entry":[{"id":"1","time":1,"changes":[{"field":"about"}]}]}', items: 1 },
    ],
    sign: (body, secret) => ({
      "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
    }),
  },
  auth: {
    oauth2: {
      denials: [
        { query: { error: "access_denied", error_reason: "user_denied", error_code: "200" }, code: "access_denied" },
        { query: { error_code: "1349048", error_message: "x" }, code: "sign_in_refused" },
        { query: { error_code: "4" }, code: "rate_limited" },
        { query: { error: "temporarily_unavailable" }, code: "service_unavailable" },
      ],
      refusals: [
        { reply: no(100, 36007), code: "sign_in_expired" },
        { reply: no(100, 36008), code: "redirect_uri_mismatch" },
        { reply: no(100, 36009), code: "sign_in_used" },
        { reply: no(1), code: "client_secret_wrong" },
        { reply: no(1, undefined, 500), code: "temporary_error" },
        { reply: no(101), code: "client_id_unknown" },
      ],
      complete: [
        {
          replies: [longLived, looked({}), me],
          result: { tokens, person: { id: "1207059", name: "Ada" }, scopes: granted, missing: [] },
        },
        {
          replies: [longLived, looked({ scopes: ["pages_show_list"], expires_at: 0 }), me],
          result: {
            tokens: { ...tokens, expiresAt: null },
            person: { id: "1207059", name: "Ada" },
            scopes: ["pages_show_list"],
            missing: ["pages_messaging", "pages_manage_metadata"],
          },
        },
        { replies: [no(190, 463)], code: "token_expired" },
        { replies: [ok({})], code: "not_graph" },
        {
          replies: [longLived, looked({ is_valid: false, error: { code: 190, subcode: 460, message: "Nej" } })],
          code: "session_invalidated",
        },
      ],
      targets: [
        { replies: [ok({ data: [{ ...page, tasks: ["MESSAGING", "MODERATE"] }] })], result: [bicycles] },
        { replies: [ok({ data: [] }), looked({ granular_scopes: [{ scope: "pages_messaging" }] })], result: [] },
        { replies: [no(190, 458)], code: "app_not_installed" },
      ],
    },
  },
  application: {
    check: [
      { replies: [ok({ id: setup.clientId, name: "Acme Chat" })], result: { name: "Acme Chat" } },
      { replies: [no(190), no(101)], code: "client_id_unknown", field: "clientId" },
      { replies: [no(190), no(1)], code: "client_secret_wrong", field: "clientSecret" },
      { replies: [no(190), no(1, undefined, 500)], code: "temporary_error" },
      { replies: [no(2)], code: "service_unavailable" },
      { replies: [no(10), ok({ access_token: "x" })], code: "permission_missing" },
    ],
    readRegistration: [
      { replies: [ok({ data: [] })], result: null },
      {
        replies: [
          ok({
            data: [
              { object: "user", callback_url: "https://other.test", active: true, fields: [] },
              {
                object: "page",
                callback_url: "https://velo.test/webhooks/facebook-messenger/k",
                active: true,
                fields: [{ name: "messages", version: "v25.0" }, "standby"],
              },
            ],
          }),
        ],
        result: {
          url: "https://velo.test/webhooks/facebook-messenger/k",
          active: true,
          fields: ["messages", "standby"],
        },
      },
      { replies: [no(190)], code: "application_refused", field: "clientSecret" },
    ],
    register: [
      {
        wanted: { url: "https://velo.test/w", verifyToken: "verify-me", fields: ["messages"] },
        replies: [ok({ success: true })],
        result: undefined,
      },
      {
        wanted: { url: "https://velo.test/w", verifyToken: "verify-me", fields: ["messages"] },
        replies: [no(2200)],
        code: "callback_not_verified",
      },
    ],
    inspectToken: [
      { token: "EAAB-person", replies: [looked({})], result: facts },
      {
        token: "EAAB-page",
        replies: [
          looked({
            type: "PAGE",
            profile_id: "612",
            expires_at: 0,
            granular_scopes: [
              { scope: "pages_messaging", target_ids: ["612", 613] },
              { scope: "business_management", target_ids: ["999"] },
            ],
          }),
        ],
        result: { ...facts, expiresAt: null, externalId: "612", targets: ["612", "613"] },
      },
      {
        token: "EAAB-dead",
        replies: [ok({ data: { is_valid: false, error: { code: 190, subcode: 492, message: "Nej" } } })],
        result: {
          ...nothingKnown,
          fault: {
            code: "page_role_lost",
            message: "The person lost their role on the Page. Connect the Page again.",
          },
        },
      },
      {
        token: "EAAB-foreign",
        replies: [no(100)],
        result: {
          ...nothingKnown,
          fault: {
            code: "token_of_other_app",
            message:
              "The token was made for another app than the Setup's. Take one of this app, or sign in with Facebook.",
          },
        },
      },
      { token: "EAAB-any", replies: [no(190)], code: "application_refused", field: "clientSecret" },
      // A Graph API without this address: it says nothing of the token.
      { token: "EAAB-any", replies: [no(100, undefined, 404)], code: "invalid_parameter" },
      { token: "EAAB-any", replies: [noSuchThing], code: "invalid_parameter" },
    ],
    privacy: {
      sign(request, secret) {
        const who =
          request.kind === "person"
            ? { issued_at: 1_291_836_800, user_id: request.id }
            : { issued_at: "1411072285", profile_id: request.externalId, user_id: null };
        const payload = Buffer.from(JSON.stringify({ algorithm: "HMAC-SHA256", ...who })).toString("base64url");
        const signature = createHmac("sha256", secret).update(payload).digest("base64url");
        return Buffer.from(new URLSearchParams({ signed_request: `${signature}.${payload}` }).toString());
      },
    },
  },
  target: {
    identify: [{ replies: [ok({ id: "612", name: "Bicycles" })], result: { externalId: "612", name: "Bicycles" } }],
    subscribe: [ok({ success: true })],
    unsubscribe: [ok({ success: "true" })],
    readSubscription: [
      { replies: [ok({ data: [{ id: "555", subscribed_fields: ["feed"] }] })], result: null },
      { replies: [ok({ data: [] })], result: null },
      {
        replies: [
          ok({ data: [{ id: "555" }, { id: setup.clientId, name: "Acme", subscribed_fields: ["messages", "feed"] }] }),
        ],
        result: ["messages", "feed"],
      },
      { replies: [ok({ data: [{ id: setup.clientId }] })], result: [] },
    ],
  },
});

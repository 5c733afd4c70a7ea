import { createHmac } from "node:crypto";
import { type CallContext, ConnectorError, type HttpResponse, type SetupValues } from "@velodrome/kit";
import { recordedHttp } from "@velodrome/kit/testing/recorded-http";
import { describe, expect, test } from "vitest";
import { facebookMessenger } from "./facebook-messenger.ts";
import { defaultGraphVersion, graphVersions } from "./graph-version.ts";
import { page } from "./page.ts";

const person = "7001000000000011";
const setup: SetupValues = {
  clientId: "880000000000001",
  clientSecrets: ["newest-secret", "older-secret"],
  graphUrl: null,
  dialogUrl: null,
  graphVersion: "v25.0",
  scopes: [],
  configId: null,
  systemUser: false,
};

const json = { "content-type": "application/json; charset=UTF-8", "facebook-api-version": "v25.0" };
const sent: HttpResponse = { status: 200, headers: json, body: { recipient_id: person, message_id: "m_9" } };
const shown: HttpResponse = { status: 200, headers: json, body: { recipient_id: person } };

const accessToken = "EAAB-page-token";
const proof = createHmac("sha256", "newest-secret").update(accessToken).digest("hex");

function contextWith(replies: readonly (HttpResponse | Error)[], values: Partial<SetupValues> = {}) {
  const http = recordedHttp(replies);
  const context = {
    setup: { ...setup, ...values },
    credentials: { externalId: "612300000000001", accessToken },
    properties: {},
    http,
    signal: new AbortController().signal,
    stepRunId: "srn_01jd3k7m2nq4r5s6t7v8w9x0yz",
  };
  return { context, requests: http.requests };
}

function perform(name: string, input: Record<string, unknown>, replies: readonly (HttpResponse | Error)[]) {
  const action = facebookMessenger.actions[name];
  if (action === undefined) throw new Error(`no action ${name}`);
  const { context, requests } = contextWith(replies);
  return { result: action.call(context, action.input.parse(input)), requests };
}

describe("calls", () => {
  test("POST /me/messages with the text, our mark, the token in the header and its proof", async () => {
    const { result, requests } = perform("send-text", { recipient: person, text: "Hello" }, [sent]);
    await result;
    expect(requests).toEqual([
      {
        method: "POST",
        url: `https://graph.facebook.com/v25.0/me/messages?appsecret_proof=${proof}`,
        headers: { accept: "application/json", authorization: `Bearer ${accessToken}` },
        json: {
          recipient: { id: person },
          messaging_type: "RESPONSE",
          message: { text: "Hello", metadata: "srn_01jd3k7m2nq4r5s6t7v8w9x0yz" },
        },
      },
    ]);
  });

  test("POST /me/messages with quick replies, whose titles are their payloads unless told", async () => {
    const image = "https://shop.example/no.png";
    const quickReplies = ["Yes", { title: "No", payload: "NO", imageUrl: image }];
    const { result, requests } = perform("send-quick-replies", { recipient: person, text: "Which?", quickReplies }, [
      sent,
    ]);
    expect(await result).toEqual({ recipientId: person, messageId: "m_9" });
    expect(requests[0]?.json).toMatchObject({
      message: {
        text: "Which?",
        metadata: "srn_01jd3k7m2nq4r5s6t7v8w9x0yz",
        quick_replies: [
          { content_type: "text", title: "Yes", payload: "Yes" },
          { content_type: "text", title: "No", payload: "NO", image_url: image },
        ],
      },
    });
  });

  test("POST /{page}/pass_thread_control hands the conversation to the Page's inbox, or to an app", async () => {
    const success: HttpResponse = { status: 200, headers: json, body: { success: true } };
    const inbox = perform("pass-thread-control", { recipient: person }, [success]);
    expect(await inbox.result).toEqual({ passed: true });
    expect(inbox.requests[0]).toMatchObject({
      url: `https://graph.facebook.com/v25.0/612300000000001/pass_thread_control?appsecret_proof=${proof}`,
      json: { recipient: { id: person }, target_app_id: "263902037430900" },
    });
    const other = perform("pass-thread-control", { recipient: person, app: "42", note: "a refund" }, [success]);
    await other.result;
    expect(other.requests[0]?.json).toEqual({ recipient: { id: person }, target_app_id: "42", metadata: "a refund" });
    const refused = perform("pass-thread-control", { recipient: person }, [{ ...success, body: { success: false } }]);
    await expect(refused.result).rejects.toMatchObject({ code: "not_passed" });
  });

  test("POST /me/messages with a sender action and nothing else", async () => {
    const { result, requests } = perform("sender-action", { recipient: person, action: "mark_seen" }, [shown]);
    await result;
    expect(requests[0]?.json).toEqual({ recipient: { id: person }, sender_action: "mark_seen" });
  });

  test("the Setup's own Graph address and version are used", async () => {
    const me: HttpResponse = { status: 200, headers: json, body: { id: 612300000000001, name: "Bicycles" } };
    const { context, requests } = contextWith([me], { graphUrl: "http://localhost:3001/", graphVersion: "v24.0" });
    expect(await page.identify(context)).toEqual({ externalId: "612300000000001", name: "Bicycles" });
    expect(requests[0]?.url).toBe(`http://localhost:3001/v24.0/me?fields=id%2Cname&appsecret_proof=${proof}`);
  });

  test.each([{ success: true }, { success: "true" }])("subscribing names every field and takes %j", async (body) => {
    const { context, requests } = contextWith([{ status: 200, headers: json, body }]);
    await page.subscribe(context, page.fields);
    expect(requests[0]).toMatchObject({
      method: "POST",
      url: `https://graph.facebook.com/v25.0/612300000000001/subscribed_apps?appsecret_proof=${proof}`,
    });
    expect(requests[0]?.json).toEqual({
      subscribed_fields: [
        ..."messages messaging_postbacks message_echoes messaging_referrals messaging_optins".split(" "),
        ..."messaging_handovers standby message_reactions message_edits".split(" "),
      ],
    });
  });
});

describe("what cannot work is not called", () => {
  test.each([
    ["", "message_empty"],
    [" \n", "message_empty"],
    ["x".repeat(2001), "message_too_long"],
    ["\u{1f6b2}".repeat(2001), "message_too_long"],
  ])("a text like %j", async (text, code) => {
    const { result, requests } = perform("send-text", { recipient: person, text }, []);
    await expect(result).rejects.toMatchObject({ code, kind: "terminal" });
    expect(requests).toEqual([]);
  });

  test("2000 characters are counted as people count them", async () => {
    const { result } = perform("send-text", { recipient: person, text: "\u{1f6b2}".repeat(2000) }, [sent]);
    expect(await result).toEqual({ recipientId: person, messageId: "m_9" });
  });

  test("a Setup without a secret", async () => {
    const { context, requests } = contextWith([], { clientSecrets: [] });
    await expect(page.identify(context)).rejects.toMatchObject({ code: "setup_incomplete" });
    expect(requests).toEqual([]);
  });
});

describe("answers that are none", () => {
  const subscribe = (context: CallContext) => page.subscribe(context, page.fields);
  const cases: [what: string, act: (context: CallContext) => Promise<unknown>, body: unknown, code: string][] = [
    ["no JSON", page.identify, "hello", "not_graph"],
    ["nobody's id", page.identify, { name: "x" }, "not_graph"],
    ["no confirmation", subscribe, { success: false }, "not_subscribed"],
    ["an error under 200", subscribe, { error: { code: 190 } }, "token_invalid"],
  ];
  test.each(cases)("%s", async (_, act, body, code) => {
    const { context } = contextWith([{ status: 200, headers: json, body }]);
    await expect(act(context)).rejects.toMatchObject({ code });
  });

  test("a send answered 200 by something that is not Graph may have happened", async () => {
    const { result } = perform("send-text", { recipient: person, text: "Hello" }, [{ ...sent, body: "ok" }]);
    await expect(result).rejects.toMatchObject({ code: "not_graph", kind: "uncertain" });
  });

  test("a lost connection stays what the client says it is", async () => {
    const lost = new ConnectorError("connection_lost", { message: "It broke.", kind: "uncertain" });
    await expect(perform("send-text", { recipient: person, text: "Hello" }, [lost]).result).rejects.toBe(lost);
  });
});

test("the Graph version offered first is served for at least a year and a half", () => {
  const chosen = graphVersions.find(({ version }) => version === defaultGraphVersion);
  expect(facebookMessenger.setup.graphVersion).toBe(defaultGraphVersion);
  expect(Date.parse(chosen?.until ?? "")).toBeGreaterThan(Date.parse("2028-05-22"));
  const ends = graphVersions.map(({ until }) => until ?? "9999");
  expect(ends).toEqual(ends.toSorted().toReversed());
});

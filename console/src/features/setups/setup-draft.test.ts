import type { Setup } from "@velodrome/contract";
import { setupCreate, setupPatch } from "@velodrome/contract";
import { describe, expect, it } from "vitest";
import { draftProblems } from "./draft-problems.ts";
import { draftOf, emptyDraft, isMetaApp, toCreate, toPatch } from "./setup-draft.ts";

const messenger = {
  title: "Facebook Messenger",
  setups: 0,
  setup: {
    need: "required" as const,
    graphVersion: "v25.0",
    versions: [{ version: "v25.0", until: null }],
    scopes: ["pages_messaging"],
  },
};

const setup: Setup = {
  id: "set_01hzzzzzzzzzzzzzzzzzzzzzzz",
  connector: "facebook-messenger",
  name: "Production",
  clientId: "123",
  hasClientSecret: true,
  hasFormerSecret: false,
  hasVerifyToken: true,
  asks: [],
  base: null,
  configId: null,
  scopes: ["pages_messaging"],
  graphUrl: "http://localhost:3001",
  dialogUrl: null,
  graphVersion: "v25.0",
  loginKind: "facebook-login",
  systemUser: false,
  sharedPages: "refuse",
  isDefault: true,
  live: false,
  appName: null,
  checkedAt: null,
  ticks: {},
  connections: 0,
  webhookUrl: "https://x.example/webhooks/facebook-messenger/k",
  redirectUri: "https://x.example/connector/callback",
  deauthorizeUrl: "https://x.example/webhooks/facebook-messenger/k/deauthorize",
  dataDeletionUrl: "https://x.example/webhooks/facebook-messenger/k/data-deletion",
  createdAt: "2026-01-01T00:00:00.000Z",
};

describe("a Setup in the form", () => {
  it("begins with what the connector suggests, as the default when it is the first", () => {
    const draft = emptyDraft(messenger);
    expect(draft).toMatchObject({ graphVersion: "v25.0", scopes: ["pages_messaging"], isDefault: true });
    expect(emptyDraft({ ...messenger, setups: 2 }).isDefault).toBe(false);
  });

  it("is sent trimmed, without what is empty", () => {
    const draft = { ...emptyDraft(messenger), name: " Production ", clientId: " 123 ", clientSecret: " s3cret\n" };
    const body = toCreate(draft, true);
    expect(body).toEqual({
      name: "Production",
      clientId: "123",
      clientSecret: "s3cret",
      scopes: ["pages_messaging"],
      isDefault: true,
      graphVersion: "v25.0",
      loginKind: "facebook-login",
      systemUser: false,
      sharedPages: "refuse",
    });
    expect(setupCreate.parse(body)).toEqual(body);
  });

  it("is sent without what only Meta apps have for another connector", () => {
    const body = toCreate({ ...emptyDraft(messenger), clientId: "abc", clientSecret: "s" }, false);
    expect(Object.keys(body).sort()).toEqual(["clientId", "clientSecret", "isDefault", "name", "scopes"]);
    expect(isMetaApp(messenger)).toBe(true);
    expect(isMetaApp({ setup: { ...messenger.setup, versions: [] } })).toBe(false);
  });
});

describe("a Setup whose app each connection brings", () => {
  const asks = {
    ...setup,
    clientId: null,
    hasClientSecret: false,
    asks: ["clientId" as const, "clientSecret" as const],
  };

  it("leaves Client ID and Secret empty in so many words, whatever was typed before", () => {
    const draft = { ...emptyDraft(messenger), ownApps: true, clientId: "12", clientSecret: "s" };
    expect(draftProblems(draft, { metaApp: true, needsSecret: true })).toEqual({});
    expect(toCreate(draft, true)).toMatchObject({ clientId: null, clientSecret: null });
    expect(toPatch({ ...draftOf(setup), ownApps: true }, setup)).toEqual({ clientId: null, clientSecret: null });
  });

  it("is not changed by being looked at, and gets an app of its own with both", () => {
    expect(toPatch(draftOf(asks), asks)).toEqual({});
    const own = { ...draftOf(asks), ownApps: false };
    expect(Object.keys(draftProblems(own, { metaApp: true, needsSecret: true }))).toEqual(["clientId", "clientSecret"]);
    const filled = { ...own, clientId: "12", clientSecret: "s" };
    expect(toPatch(filled, asks)).toEqual({ clientId: "12", clientSecret: "s" });
  });
});

describe("a change of a Setup", () => {
  it("is nothing when nothing differs", () => {
    expect(toPatch(draftOf(setup), setup)).toEqual({});
  });

  it("names only what differs, and takes away what was emptied", () => {
    const draft = { ...draftOf(setup), clientSecret: "new", graphUrl: " ", configId: "77", scopes: [] };
    const patch = toPatch(draft, setup);
    expect(patch).toEqual({ clientSecret: "new", graphUrl: null, configId: "77", scopes: [] });
    expect(setupPatch.parse(patch)).toEqual(patch);
  });

  it("takes the Verify Token away only when asked to", () => {
    expect(toPatch({ ...draftOf(setup), dropVerifyToken: true, verifyToken: "typed before" }, setup)).toEqual({
      verifyToken: null,
    });
  });

  it("does not take scopes in another order for a change", () => {
    const two = { ...setup, scopes: ["a", "b"] };
    expect(toPatch({ ...draftOf(two), scopes: ["b", "a"] }, two)).toEqual({});
  });
});

describe("what can be seen to be wrong before sending", () => {
  const draft = draftOf(setup);
  const asMeta = { metaApp: true, needsSecret: false };

  it("is nothing for a kept Setup, whose secret need not be entered again", () => {
    expect(draftProblems(draft, asMeta)).toEqual({});
    expect(Object.keys(draftProblems(draft, { metaApp: true, needsSecret: true }))).toEqual(["clientSecret"]);
  });

  it("is a Client ID with other than digits, for a Meta app only", () => {
    expect(Object.keys(draftProblems({ ...draft, clientId: "12a" }, asMeta))).toEqual(["clientId"]);
    expect(draftProblems({ ...draft, clientId: " 12 " }, asMeta)).toEqual({});
    expect(draftProblems({ ...draft, clientId: "12a" }, { metaApp: false, needsSecret: false })).toEqual({});
  });

  it("depends on the kind of login", () => {
    const business = { ...draft, loginKind: "login-for-business" as const, scopes: [] };
    expect(Object.keys(draftProblems(business, asMeta))).toEqual(["configId"]);
    expect(draftProblems({ ...business, configId: "1" }, asMeta)).toEqual({});
    expect(Object.keys(draftProblems({ ...draft, scopes: [] }, asMeta))).toEqual(["scopes"]);
  });

  it("is an address that is none", () => {
    expect(Object.keys(draftProblems({ ...draft, graphUrl: "graph", dialogUrl: "ftp://x" }, asMeta))).toEqual([
      "graphUrl",
      "dialogUrl",
    ]);
  });
});

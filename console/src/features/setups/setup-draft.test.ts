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
  const asMeta = { metaApp: true, isNew: false };

  it("is nothing for a kept Setup, whose secret need not be entered again", () => {
    expect(draftProblems(draft, asMeta)).toEqual({});
    expect(Object.keys(draftProblems(draft, { metaApp: true, isNew: true }))).toEqual(["clientSecret"]);
  });

  it("is a Client ID with other than digits, for a Meta app only", () => {
    expect(Object.keys(draftProblems({ ...draft, clientId: "12a" }, asMeta))).toEqual(["clientId"]);
    expect(draftProblems({ ...draft, clientId: " 12 " }, asMeta)).toEqual({});
    expect(draftProblems({ ...draft, clientId: "12a" }, { metaApp: false, isNew: false })).toEqual({});
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

import {
  type Application,
  type Connector,
  ConnectorError,
  type Grant,
  type HttpResponse,
  type OAuth2Auth,
  type Target,
  type TokenFacts,
} from "@velodrome/kit";
import type { Event } from "@velodrome/contract";
import { createFakeConnector } from "../../connection/testing/fake-connector.ts";
import { registerConnectPage } from "../connect-page.ts";
import { Browser } from "./browser.ts";
import { createResourceServer } from "./resource-server.ts";

export const clientSecret = "secret-of-the-setup";
export const personToken = "token-of-the-person";
export const refreshToken = "refresh-token-of-the-person";

/** How the application answers in a sign-in; a test changes what it wants otherwise. */
interface Script {
  dialog(): string;
  /** The token endpoint, by the form it gets. */
  token(form: Readonly<Record<string, string>>): HttpResponse;
  grant(): Partial<Grant>;
  targets(): readonly Target[];
  /** What is said of a token that somebody pastes. */
  facts(): Partial<TokenFacts>;
}

export const page = (externalId: string, more: Partial<Target> = {}): Target => ({
  ...{ externalId, name: `Page ${externalId}`, picture: null, accessToken: `page-token-${externalId}`, warnings: [] },
  ...more,
});

const json = (status: number, body: unknown): HttpResponse => ({ status, headers: {}, body });
export const refusedCode = json(400, { error: "invalid_grant" });
export const refusedClient = json(401, { error: "invalid_client" });
export const down = json(502, "Bad gateway");
export const silent = new ConnectorError("no_answer", { message: "No answer.", kind: "timeout" });

const generous = (): Script => ({
  dialog: () => "https://pages.example/dialog?kept=1",
  token: () =>
    json(200, { access_token: personToken, token_type: "bearer", refresh_token: refreshToken, expires_in: 3600 }),
  grant: () => ({}),
  targets: () => [page("7"), page("8")],
  facts: () => ({}),
});

function createConnector(script: () => Script) {
  const { connector: base, application: fake } = createFakeConnector();
  const signIn: OAuth2Auth = {
    kind: "oauth2",
    title: "Sign in with Pages",
    authorizationUrl: () => script().dialog(),
    tokenUrl: () => "https://pages.example/token",
    scopes: ["messages", "list"],
    permissions: { messages: { needed: true, purpose: "read what people write" } },
    scopeSeparator: ",",
    clientAuthentication: "body",
    pkce: true,
    dialogParameters: () => ({ state: "not-ours", extra: "1" }),
    complete: async ({ tokens }) => ({
      ...{ tokens, person: { id: "p1", name: "Ada Moss" }, scopes: ["messages"], missing: [] },
      ...script().grant(),
    }),
    targets: async () => script().targets(),
  };
  const facts = (token: string): TokenFacts => ({
    ...{ valid: true, fault: null, clientId: "1", expiresAt: null, dataAccessExpiresAt: null, scopes: ["messages"] },
    ...{ personId: "p1", externalId: token.replace("page-token-", ""), targets: null },
    ...script().facts(),
  });
  const silent = () => {
    throw new Error("Nobody asks this here.");
  };
  const application: Application = {
    ...{ check: silent, readRegistration: silent, register: silent, readPrivacyRequest: silent },
    inspectToken: async (_, token) => facts(token),
  };
  const connector: Connector = { ...base, name: "pages", title: "Pages", auth: [signIn], application };
  const { complete: _, targets: __, ...plain } = signIn;
  const personal: Connector = { ...base, name: "personal", title: "Personal", auth: [plain], target: null };
  return { connector, personal, application: fake };
}

/** The API and the connect pages over an application that signs people in; nothing listens. */
export async function createConnectStage() {
  let script = generous();
  const forms: Readonly<Record<string, string>>[] = [];
  const messages: Event[] = [];
  let tellLive: (event: Event) => void = () => {};
  const { connector, personal, application } = createConnector(() => script);
  const server = await createResourceServer([connector, personal]);
  server.deps.http = () => ({
    request: async ({ form = {} }) => {
      forms.push(form);
      return script.token(form);
    },
  });
  registerConnectPage(server.api, {
    ...server.deps,
    http: () => server.deps.http(),
    events: { list: async () => ({ items: messages, nextCursor: null }) },
    feed: {
      open: (_, send) => {
        tellLive = (event) => send("event", event);
        return () => {};
      },
    },
  });
  for (const id of ["7", "8", "9"]) application.tokens.set(`page-token-${id}`, { externalId: id, name: `Page ${id}` });
  return {
    ...{ server, application, forms, messages },
    /** As the live feed does when an event comes. */
    tellLive: (event: Event) => tellLive(event),
    browser: () => new Browser(server.api),
    /** What the application answers from now on; the rest as it should be. */
    play: (change: Partial<Script> = {}) => {
      script = { ...generous(), ...change };
      forms.length = 0;
    },
    /** A Setup, an account and a connection that nobody has signed in for. */
    scene: async (name = "Harbour Café", connectorName = "pages") => {
      const setup = await server.call("POST", `/v1/connectors/${connectorName}/setups`, {
        ...{ name: "App", clientId: "1", clientSecret },
      });
      const account = await server.addAccount(name);
      const list = `/v1/accounts/${account.wire}/connections`;
      const wanted = { connector: connectorName, setup: setup.body.id, name: "Front desk" };
      const connection = (await server.call("POST", list, wanted)).body.id as string;
      return { account, list, setup: setup.body.id as string, connection, one: `${list}/${connection}` };
    },
  };
}

export type ConnectStage = Awaited<ReturnType<typeof createConnectStage>>;

import type { FastifyReply, FastifyRequest } from "fastify";
import { validate } from "uuid";
import { z } from "zod";
import { hashSecret } from "../account/random-secret.ts";
import { AppError } from "../base/app-error.ts";
import { readConnectHead } from "../connection/connect-view.ts";
import { assertBrowser, isOfBrowser } from "../connection/sign-in-browser.ts";
import { SignInFailure } from "../connection/sign-in-failure.ts";
import { assertMayStart, startSignIn } from "../connection/sign-in-start.ts";
import { findSignIn, type SignInRecord } from "../connection/sign-in-store.ts";
import type { Api } from "./api.ts";
import { answerChoice } from "./connect-choice.ts";
import { ensureConnectCookie, readConnectCookie } from "./connect-cookie.ts";
import { sendConnectPage } from "./connect-frame.ts";
import { streamFirstMessage } from "./connect-live.ts";
import type { ConnectPageDeps } from "./connect-page-deps.ts";
import { beginPage } from "./connect-page-begin.ts";
import { strandedPage } from "./connect-page-failed.ts";
import { showSignIn } from "./connect-show.ts";
import { registerConnectorCallback } from "./connector-callback.ts";
import { answerTo } from "./error.ts";

const byToken = z.object({ token: z.string().max(100) });
const byId = z.object({ id: z.string().max(100) });
const search = z.object({ q: z.string().max(200).default("") });
const schema = { hide: true } as const;

/**
 * The pages on which a person connects, without an account here. The link brings them to the first; from then on it is
 * the browser's own cookie that counts, so that no address is worth anything to anybody else.
 */
export function registerConnectPage(api: Api, deps: ConnectPageDeps): void {
  api.register(async (pages: Api) => {
    // On its way to the application and back a window stays the one that the console opened: where one leads on counts as well.
    pages.addHook("onRequest", async (_request, reply) => {
      reply.header("cross-origin-opener-policy", "unsafe-none");
    });
    pages.setErrorHandler((error, request, reply) => strand(deps, error, request, reply));
    pages.addContentTypeParser(
      "application/x-www-form-urlencoded",
      { parseAs: "string" },
      (_request: unknown, body: string, done: (error: null, fields: URLSearchParams) => void) =>
        done(null, new URLSearchParams(body)),
    );
    registerLink(pages, deps);
    registerOwn(pages, deps);
    registerConnectorCallback(pages, deps);
  });
}

/** What the link itself leads to. Looking at it uses nothing up: whatever fetches a preview of it only looks. */
function registerLink(pages: Api, deps: ConnectPageDeps): void {
  pages.get("/connect/:token", { schema: { ...schema, params: byToken } }, async (request, reply) => {
    const signIn = await byLink(deps, request.params.token);
    const cookie = await ensureConnectCookie(deps.settings, request, reply);
    if (isOfBrowser(signIn, cookie)) return reply.redirect(addressOf(signIn), 303);
    assertMayStart(signIn, { cookie, hasLink: true }, deps.clock.now());
    const { head } = await readConnectHead(deps, signIn);
    return sendConnectPage(reply, beginPage(head, `/connect/${request.params.token}/start`));
  });
  pages.get("/connect/:token/start", { schema: { ...schema, params: byToken } }, async (request, reply) =>
    start(deps, request, reply, { signIn: await byLink(deps, request.params.token), hasLink: true }),
  );
}

/** From its beginning on, a sign-in is shown to its own browser only. */
function registerOwn(pages: Api, deps: ConnectPageDeps): void {
  const open = new Set<() => void>();
  pages.addHook("preClose", async () => {
    for (const end of open) end();
  });
  pages.get("/connect/at/:id", { schema: { ...schema, params: byId, querystring: search } }, async (request, reply) => {
    const { signIn, cookie } = await ownSignIn(deps, request, request.params.id);
    const csrf = csrfOf(signIn, cookie);
    return showSignIn(deps, reply, { signIn, address: addressOf(signIn), csrf, search: request.query.q });
  });
  pages.get("/connect/at/:id/start", { schema: { ...schema, params: byId } }, async (request, reply) => {
    const { signIn } = await ownSignIn(deps, request, request.params.id);
    return start(deps, request, reply, { signIn, hasLink: false });
  });
  pages.get("/connect/at/:id/live", { schema: { ...schema, params: byId } }, async (request, reply) => {
    const { signIn } = await ownSignIn(deps, request, request.params.id);
    streamFirstMessage(deps, reply, open, signIn);
    return reply;
  });
  pages.post("/connect/at/:id", { schema: { ...schema, params: byId } }, async (request, reply) => {
    const { signIn, cookie } = await ownSignIn(deps, request, request.params.id);
    const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
    const csrf = csrfOf(signIn, cookie);
    if (form.get("csrf") !== csrf) {
      throw new SignInFailure("form_refused", "This form is not of this page. Open the link again and choose there.");
    }
    const address = addressOf(signIn);
    return answerChoice(deps, reply, { signIn, address, csrf, pageIds: form.getAll("page") });
  });
}

const addressOf = ({ id }: Pick<SignInRecord, "id">): string => `/connect/at/${id}`;

/** Only whoever has the cookie knows it. */
const csrfOf = ({ id }: SignInRecord, cookie: string): string =>
  hashSecret(`form of ${id} by ${cookie}`).toString("base64url");

async function byLink({ database }: ConnectPageDeps, token: string): Promise<SignInRecord> {
  const signIn = await findSignIn(database.engine, { tokenHash: hashSecret(token) });
  if (signIn !== null) return signIn;
  throw new SignInFailure(
    "link_unknown",
    "This link leads nowhere: it is too old, or a part of it is missing. Ask whoever gave it to you for a new one.",
  );
}

async function ownSignIn(
  { database }: ConnectPageDeps,
  request: FastifyRequest,
  id: string,
): Promise<{ signIn: SignInRecord; cookie: string }> {
  const signIn = validate(id) ? await findSignIn(database.engine, { id }) : null;
  const cookie = readConnectCookie(request);
  // Whether there is such a sign-in is nobody else's business.
  assertBrowser(signIn ?? { cookieHash: null }, cookie);
  if (signIn === null || cookie === null) throw new Error("A sign-in of this browser is there.");
  return { signIn, cookie };
}

async function start(
  deps: ConnectPageDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  { signIn, hasLink }: { signIn: SignInRecord; hasLink: boolean },
): Promise<FastifyReply> {
  const cookie = readConnectCookie(request);
  if (cookie === null) assertBrowser(signIn, cookie);
  const visitor = { cookie: cookie ?? "", hasLink, host: request.host };
  const dialog = await startSignIn(deps, signIn, visitor);
  return reply.header("referrer-policy", "no-referrer").header("cache-control", "no-store").redirect(dialog, 303);
}

const statuses: Readonly<Record<string, number>> = {
  link_unknown: 404,
  link_expired: 410,
  link_used: 410,
  setup_gone: 410,
  cookie_missing: 403,
  foreign_browser: 403,
  form_refused: 403,
};

/** Without a sign-in of this browser's there is no page to go on with: one says so, in words, and what to do. */
async function strand(
  deps: ConnectPageDeps,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  if (error instanceof SignInFailure) {
    const { displayName } = await deps.settings.general();
    return sendConnectPage(reply, strandedPage(error, displayName), statuses[error.code] ?? 400);
  }
  const { status, body } = answerTo(error, request.id);
  if (status >= 500 && !(error instanceof AppError)) {
    request.log.error({ err: error, reference: request.id }, body.error.message);
  }
  return sendConnectPage(reply, strandedPage(body.error, ""), status);
}

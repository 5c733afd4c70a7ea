import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { recordCall } from "../graph/calls.ts";
import type { Html } from "../web/html.ts";
import { isWithinReach } from "../world/app-reach.ts";
import type { Person } from "../world/shape.ts";
import { findPerson, type World } from "../world/world.ts";
import { consent, denial } from "./consent.ts";
import { consentPage, refusalPage, whoPage } from "./dialog-page.ts";
import { DialogRefusal, type DialogRequest, readDialog } from "./dialog-request.ts";
import { isAboutPages } from "./permissions.ts";

type Answer = { page: Html; status?: number } | { location: string };

const addresses = ["/dialog/oauth", "/:version/dialog/oauth"];

// No `form-action`: browsers hold the way back to the app, which may be anywhere, against it too.
const headers = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy":
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  // With "no-referrer" browsers send the form with `Origin: null`, which is nobody's own page.
  "referrer-policy": "same-origin",
  "cache-control": "no-store",
};

/** The Login dialog: a page to look at, a form to send, and the way back to the app. */
export async function dialogRoutes(server: FastifyInstance, { world }: { world: World }): Promise<void> {
  server.addContentTypeParser("application/x-www-form-urlencoded", { parseAs: "string" }, (_request, body, done) =>
    done(null, new URLSearchParams(String(body))),
  );
  for (const address of addresses) {
    server.get(address, (request, reply) => serve(world, request, reply, null));
    server.post(address, (request, reply) => {
      const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
      return serve(world, request, reply, form);
    });
  }
}

function serve(world: World, request: FastifyRequest, reply: FastifyReply, form: URLSearchParams | null): FastifyReply {
  const at = world.now();
  const { pathname, searchParams } = new URL(request.url, "http://dialog");
  const answer = answerOf(world, searchParams, form);
  const status = "location" in answer ? 303 : (answer.status ?? 200);
  recordCall(world, {
    at,
    ms: 0,
    method: request.method,
    path: pathname,
    params: { ...Object.fromEntries(searchParams), ...(form ? Object.fromEntries(form) : {}) },
    status,
    response: "location" in answer ? { location: answer.location } : "A page of the Login dialog",
    pageId: null,
    psid: null,
    mid: null,
  });
  if ("location" in answer) return reply.redirect(answer.location, status);
  return reply.code(status).headers(headers).send(answer.page.markup);
}

function answerOf(world: World, query: URLSearchParams, form: URLSearchParams | null): Answer {
  try {
    const dialog = readDialog(world, query);
    if (form?.get("action") === "cancel") return { location: denial(dialog) };
    const personId = form?.get("person") ?? query.get("person");
    if (personId === null) return { page: whoPage(world, dialog, query) };
    const person = signedIn(world, dialog, personId);
    if (form) return decide(world, dialog, person, { query, form });
    return { page: consentPage(world, dialog, { person, query, problem: null }) };
  } catch (cause) {
    if (!(cause instanceof DialogRefusal)) throw cause;
    return { page: refusalPage(cause), status: 400 };
  }
}

function signedIn(world: World, { app }: DialogRequest, id: string): Person {
  const person = findPerson(world, id);
  if (!person) throw new DialogRefusal(`There is no person ${id} in this sandbox.`, app.id);
  if (isWithinReach(app, person)) return person;
  throw new DialogRefusal(
    `App not active: ${app.name} is in development, and ${person.name} has no role on it.`,
    app.id,
  );
}

function decide(
  world: World,
  dialog: DialogRequest,
  person: Person,
  { query, form }: { query: URLSearchParams; form: URLSearchParams },
): Answer {
  const problem = problemOf(dialog, person, form);
  if (problem !== null) return { page: consentPage(world, dialog, { person, query, problem }), status: 400 };
  const pageIds = form.has("all_pages") ? "all" : form.getAll("page");
  return { location: consent(world, dialog, person, { permissions: form.getAll("permission"), pageIds }) };
}

function problemOf(dialog: DialogRequest, person: Person, form: URLSearchParams): string | null {
  if (form.get("action") !== "continue") return "Choose Continue or Cancel.";
  const needsPage = dialog.isAllOrNothing && dialog.permissions.some(isAboutPages) && person.pages.length > 0;
  const hasPage = form.has("all_pages") || form.has("page");
  return needsPage && !hasPage ? "Choose at least one Page." : null;
}

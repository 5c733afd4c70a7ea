import { appScopedId, businessId, systemUserId } from "../world/grants.ts";
import type { Page, Person } from "../world/shape.ts";
import { derivePageToken } from "../world/tokens.ts";
import { findPerson, type World } from "../world/world.ts";
import { invalid, nonexistingField, unsupported } from "./error.ts";
import { reachedPages } from "./page-access.ts";
import { list } from "./params.ts";
import type { GraphHandler, GraphRequest, GraphResult } from "./request.ts";
import { type HolderToken, type PageToken, readToken } from "./token.ts";

/** `GET /me`, `GET /{page-id}`, `GET /{psid}`, `GET /{app-id}`. */
export const getNode: GraphHandler = ({ world }, request) => readNode(world, request);

const mostIds = 50;

/** `GET /?ids=a,b`: all of them, or none. */
export const getNodes: GraphHandler = ({ world }, request) => {
  const ids = list(request.params, "ids");
  if (!ids) throw invalid("The parameter ids is required");
  if (ids.length > mostIds) throw invalid(`Param ids must have at most ${mostIds} ids`);
  const nodes = ids.map((node) => [node, readNode(world, { ...request, node }).body]);
  return { body: Object.fromEntries(nodes) };
};

function readNode(world: World, request: GraphRequest): GraphResult {
  const { params, authorization, method, node } = request;
  const token = readToken(world, params, authorization);
  const fields = list(params, "fields");
  if (token.kind === "app") {
    if (node !== token.app.id) throw unsupported(method, node);
    return { body: pick("Application", { name: token.app.name }, node, fields ?? ["name"]) };
  }
  return token.kind === "page"
    ? seenByPage(world, request, token, fields)
    : { body: seenByHolder(world, request, token, fields) };
}

function seenByPage(
  world: World,
  { method, node }: GraphRequest,
  token: PageToken,
  fields: string[] | undefined,
): GraphResult {
  const { page } = token;
  if (node === "me" || node === page.id) {
    const body = pick("Page", { ...shownOfPage(page), access_token: token.value }, page.id, fields ?? ["name"]);
    return { body, about: { pageId: page.id } };
  }
  const person = findPerson(world, node);
  if (!person) throw unsupported(method, node);
  const known = namesOf(person);
  return { body: pick("User", known, node, fields ?? Object.keys(known)), about: { pageId: page.id, psid: node } };
}

function seenByHolder(
  world: World,
  { method, node }: GraphRequest,
  token: HolderToken,
  fields: string[] | undefined,
): unknown {
  const { app, person } = token;
  const isSystem = token.kind === "system-user";
  const ownId = (isSystem ? systemUserId : appScopedId)(app.id, person.id);
  if (node === "me" || node === ownId) {
    const known = isSystem
      ? { name: `${app.name} system user`, client_business_id: businessId(person.id) }
      : namesOf(person);
    return pick("User", known, ownId, fields ?? ["name"]);
  }
  const reached = reachedPages(world, token).find(({ page }) => page.id === node);
  if (!reached) throw unsupported(method, node);
  const { page } = reached;
  const known: Record<string, string> = shownOfPage(page);
  // Only made when it is asked for: looking at a Page issues no token.
  if (fields?.includes("access_token")) {
    known.access_token = derivePageToken(world, token.issued, page.id).value;
    world.publish({ type: "world" });
  }
  return pick("Page", known, page.id, fields ?? ["name"]);
}

export const shownOfPage = (page: Page) => ({ name: page.name, category: "Local business" });

function namesOf(person: Person): Record<string, string> {
  const [first = "", ...rest] = person.name.split(" ");
  return { first_name: first, last_name: rest.join(" "), name: person.name };
}

export function pick(
  kind: string,
  known: Readonly<Record<string, unknown>>,
  id: string,
  fields: string[],
): Record<string, unknown> {
  const picked: Record<string, unknown> = {};
  for (const field of fields) {
    if (field === "id") continue;
    const value = known[field];
    if (value === undefined) throw nonexistingField(field, kind);
    picked[field] = value;
  }
  return { ...picked, id };
}

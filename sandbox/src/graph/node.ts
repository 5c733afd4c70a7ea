import { findPerson } from "../world/world.ts";
import { nonexistingField, unsupported } from "./error.ts";
import { list } from "./params.ts";
import type { GraphHandler, GraphResult } from "./request.ts";
import { readToken } from "./token.ts";

/** `GET /me`, `GET /{page-id}`, `GET /{psid}`, `GET /{app-id}`. */
export const getNode: GraphHandler = ({ world }, { params, authorization, method, node }) => {
  const token = readToken(world, params, authorization);
  const fields = list(params, "fields");
  if (token.kind === "app") {
    if (node !== token.app.id) throw unsupported(method, node);
    return { body: pick("Application", { name: token.app.name }, node, fields ?? ["name"]) };
  }
  const { page } = token;
  if (node === "me" || node === page.id) {
    const known = { name: page.name, access_token: page.accessToken, category: "Business" };
    return about(page.id, pick("Page", known, page.id, fields ?? ["name"]));
  }
  const person = findPerson(world, node);
  if (!person) throw unsupported(method, node);
  const [first = "", ...rest] = person.name.split(" ");
  const known = { first_name: first, last_name: rest.join(" "), name: person.name };
  return { body: pick("User", known, node, fields ?? Object.keys(known)), about: { pageId: page.id, psid: node } };
};

function about(pageId: string, body: unknown): GraphResult {
  return { body, about: { pageId } };
}

function pick(kind: string, known: Record<string, string>, id: string, fields: string[]): Record<string, string> {
  const picked: Record<string, string> = {};
  for (const field of fields) {
    if (field === "id") continue;
    const value = known[field];
    if (value === undefined) throw nonexistingField(field, kind);
    picked[field] = value;
  }
  return { ...picked, id };
}

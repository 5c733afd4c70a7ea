import { ConnectorError, type GrantContext, type Target } from "@velodrome/kit";
import { asFields, asId, type Fields } from "./field.ts";
import { callGraphWith } from "./graph-call.ts";
import { inspectToken } from "./inspect-token.ts";
import { warningsOf } from "./page-task.ts";

const pageSize = 100;
/** Nobody has so many Pages: a list that leads on for ever is ended. */
const mostLists = 200;
const idsPerCall = 50;
/** `tasks` is known on the rows of a person's list only: asked of a Page itself, the whole call fails. */
const nodeFields = "id,name,access_token";

/**
 * Every Page the person may connect. Pages that belong to a business are sometimes missing in the person's list although
 * they were granted: when it is empty, the permissions themselves name them.
 */
export async function grantedPages(context: GrantContext): Promise<readonly Target[]> {
  const listed = await listedPages(context);
  if (listed.length > 0) return listed;
  const { targets } = await inspectToken(context, context.tokens.accessToken);
  return targets === null ? [] : namedPages(context, targets);
}

async function listedPages(context: GrantContext): Promise<Target[]> {
  const pages = new Map<string, Target>();
  let query: Record<string, string> | null = { fields: `${nodeFields},tasks`, limit: String(pageSize) };
  for (let list = 0; query !== null && list < mostLists; list += 1) {
    const reply = await call(context, "me/accounts", query);
    for (const row of Array.isArray(reply.data) ? reply.data : []) {
      const page = targetOf(asFields(row) ?? {});
      if (page !== null) pages.set(page.externalId, page);
    }
    query = nextQuery(asFields(reply.paging)?.next);
  }
  return [...pages.values()];
}

/** What the link to the next list asks for. The link itself is not followed: it carries the token and names its own host. */
function nextQuery(next: unknown): Record<string, string> | null {
  if (typeof next !== "string" || !URL.canParse(next)) return null;
  const { access_token: _, appsecret_proof: __, ...query } = Object.fromEntries(new URL(next).searchParams);
  return query;
}

async function namedPages(context: GrantContext, ids: readonly string[]): Promise<Target[]> {
  const pages: Target[] = [];
  for (let start = 0; start < ids.length; start += idsPerCall) {
    pages.push(...(await somePages(context, ids.slice(start, start + idsPerCall))));
  }
  return pages;
}

/** One bad id fails the whole call, so that they are then asked for one by one. */
async function somePages(context: GrantContext, ids: readonly string[]): Promise<Target[]> {
  const reply = await unlessTerminal(call(context, "", { ids: ids.join(","), fields: nodeFields }));
  if (reply !== null) return ids.flatMap((id) => targetOf(asFields(reply[id]) ?? {}) ?? []);
  const pages: Target[] = [];
  for (const id of ids) {
    const page = await unlessTerminal(call(context, encodeURIComponent(id), { fields: nodeFields }));
    const target = page === null ? null : targetOf(page);
    if (target !== null) pages.push(target);
  }
  return pages;
}

/** Null for a Page that cannot be had: the others are offered all the same. A dead token or a broken line concerns all. */
async function unlessTerminal(reply: Promise<Fields>): Promise<Fields | null> {
  try {
    return await reply;
  } catch (error) {
    if (error instanceof ConnectorError && error.kind === "terminal" && !error.reauthenticate) return null;
    throw error;
  }
}

function call(context: GrantContext, path: string, query: Record<string, string>): Promise<Fields> {
  return callGraphWith(context, context.tokens.accessToken, { method: "GET", path, query });
}

function targetOf(row: Fields): Target | null {
  const externalId = asId(row.id);
  if (externalId === null) return null;
  const accessToken = typeof row.access_token === "string" && row.access_token !== "" ? row.access_token : null;
  return {
    externalId,
    name: typeof row.name === "string" ? row.name : null,
    picture: null,
    accessToken,
    warnings: warningsOf(row.tasks, accessToken !== null),
  };
}

import { derivePageToken } from "../world/tokens.ts";
import type { World } from "../world/world.ts";
import { invalid, unsupported } from "./error.ts";
import { pick, shownOfPage } from "./node.ts";
import { reachedPages } from "./page-access.ts";
import { list, type Params, text } from "./params.ts";
import type { GraphHandler } from "./request.ts";
import { type HolderToken, readToken } from "./token.ts";

const usualLimit = 25;
const mostAtOnce = 100;
const usualFields = ["access_token", "category", "category_list", "name", "tasks"];

/** `GET /me/accounts`: the Pages that were granted, some at a time. Without `pages_show_list` there are none. */
export const getAccounts: GraphHandler = ({ world }, request) => {
  const { params, authorization, method, node } = request;
  const token = readToken(world, params, authorization);
  if (token.kind === "app" || token.kind === "page" || node !== "me") throw unsupported(method, node);
  const all = token.person.accountsEmpty ? [] : reachedPages(world, token);
  const rows = sliceOf(
    params,
    all.map((each) => ({ ...each, id: each.page.id })),
  );
  const fields = list(params, "fields") ?? usualFields;
  const data = rows.shown.map(({ page, tasks }) => {
    const known = {
      ...shownOfPage(page),
      category_list: [{ id: "2500", name: shownOfPage(page).category }],
      tasks,
      access_token: fields.includes("access_token") ? tokenFor(world, token, page.id) : null,
    };
    return pick("Page", known, page.id, fields);
  });
  if (fields.includes("access_token")) world.publish({ type: "world" });
  return { body: { data, ...pagingOf(request.url, token.value, rows) } };
};

const tokenFor = (world: World, token: HolderToken, pageId: string): string =>
  derivePageToken(world, token.issued, pageId).value;

interface Slice<T> {
  shown: T[];
  hasNext: boolean;
  hasPrevious: boolean;
}

const cursorOf = (id: string): string => Buffer.from(id).toString("base64url");

function sliceOf<T extends { id: string }>(params: Params, all: T[]): Slice<T> {
  const asked = text(params, "limit");
  if (asked !== undefined && !/^\d{1,9}$/.test(asked)) throw invalid("Param limit must be a positive integer");
  const limit = Math.min(Math.max(Number(asked ?? usualLimit), 1), mostAtOnce);
  const place = (cursor: string): number => {
    const at = all.findIndex(({ id }) => cursorOf(id) === cursor);
    if (at < 0) throw invalid("Invalid cursors values");
    return at;
  };
  const after = text(params, "after");
  const before = text(params, "before");
  const end = before === undefined ? all.length : place(before);
  const start = after === undefined ? Math.max(0, before === undefined ? 0 : end - limit) : place(after) + 1;
  const shown = all.slice(start, Math.min(start + limit, end));
  return { shown, hasNext: start + shown.length < all.length, hasPrevious: start > 0 };
}

function pagingOf(url: URL, token: string, { shown, hasNext, hasPrevious }: Slice<{ id: string }>): Params {
  const [first, last] = [shown.at(0), shown.at(-1)];
  if (!first || !last) return {};
  const cursors = { before: cursorOf(first.id), after: cursorOf(last.id) };
  // Meta puts the token into these addresses, also when it came in a header.
  const turn = (name: "after" | "before"): string => {
    const next = new URL(url);
    next.searchParams.set("access_token", token);
    next.searchParams.delete(name === "after" ? "before" : "after");
    next.searchParams.set(name, cursors[name]);
    return next.href;
  };
  return {
    paging: {
      cursors,
      ...(hasNext ? { next: turn("after") } : {}),
      ...(hasPrevious ? { previous: turn("before") } : {}),
    },
  };
}

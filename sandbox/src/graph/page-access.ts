import { grantedPages, grantOf } from "../world/grants.ts";
import type { Page } from "../world/shape.ts";
import { findPage, type World } from "../world/world.ts";
import { GraphError } from "./error.ts";
import type { HolderToken, PageToken } from "./token.ts";

interface Access {
  permissions: readonly string[];
  tasks: readonly string[];
}

/** What the holder of a Page token may do there now. null = everything: nobody gave this token. */
function accessOf(world: World, token: PageToken): Access | null {
  if (!token.issued) return null;
  const grant = grantOf(world, token.issued);
  const role = grant && grantedPages(world, grant).find((each) => each.id === token.page.id);
  // A Page left out at a later login: the token still is one, but it opens nothing any more.
  return { permissions: role ? grant.granted : [], tasks: role?.tasks ?? [] };
}

/** @throws GraphError 10 without `pages_messaging`, 200 without the task */
export function checkMaySend(world: World, token: PageToken): void {
  const access = accessOf(world, token);
  if (!access) return;
  if (!access.permissions.includes("pages_messaging")) {
    throw new GraphError("(#10) Application does not have the permission pages_messaging for this Page.", { code: 10 });
  }
  checkTask(access, "MESSAGING");
}

/** @throws GraphError 200 without the permissions the fields need, or without the task */
export function checkMaySubscribe(world: World, token: PageToken, fields: readonly string[]): void {
  const access = accessOf(world, token);
  if (!access) return;
  for (const field of fields) {
    const needed = field.startsWith("messag")
      ? ["pages_messaging", "pages_manage_metadata"]
      : ["pages_manage_metadata"];
    const missing = needed.find((permission) => !access.permissions.includes(permission));
    if (missing === undefined) continue;
    const words = `(#200) To subscribe to the ${field} field, one of these permissions is needed: ${missing}`;
    throw new GraphError(words, { code: 200 });
  }
  checkTask(access, "MODERATE");
}

function checkTask({ tasks }: Access, task: string): void {
  if (tasks.includes(task)) return;
  throw new GraphError(
    `(#200) User does not have sufficient administrative permission for this action on this page (${task})`,
    { code: 200 },
  );
}

/** The Pages a user or system-user token reaches now, with the tasks its holder has there. */
export function reachedPages(world: World, token: HolderToken): { page: Page; tasks: string[] }[] {
  const grant = grantOf(world, token.issued);
  if (!grant?.granted.includes("pages_show_list")) return [];
  return grantedPages(world, grant).flatMap(({ id, tasks }) => {
    const page = findPage(world, id);
    return page ? [{ page, tasks }] : [];
  });
}

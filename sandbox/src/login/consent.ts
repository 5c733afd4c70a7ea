import type { Grant } from "../world/credential-shape.ts";
import { findGrant, putGrant } from "../world/grants.ts";
import type { Person } from "../world/shape.ts";
import { issueCode } from "../world/tokens.ts";
import type { World } from "../world/world.ts";
import type { DialogRequest } from "./dialog-request.ts";
import { alwaysGranted, isAboutPages } from "./permissions.ts";

export interface Choice {
  permissions: readonly string[];
  pageIds: readonly string[] | "all";
}

/** What this person is asked now: what they declined before is not asked again, unless the app insists. */
export function offeredTo(world: World, dialog: DialogRequest, person: Person): string[] {
  const before = findGrant(world, dialog.app.id, person.id, dialog.through);
  if (dialog.isRerequest || dialog.isAllOrNothing || !before) return dialog.permissions;
  return dialog.permissions.filter((permission) => !before.declined.includes(permission));
}

/** Keeps what the person allowed and answers where the browser goes, with a code. */
export function consent(world: World, dialog: DialogRequest, person: Person, choice: Choice): string {
  const offered = offeredTo(world, dialog, person);
  const chosen = offered.filter(
    (permission) => dialog.isAllOrNothing || permission === alwaysGranted || choice.permissions.includes(permission),
  );
  const grant = merged(world, dialog, person, { chosen, pageIds: pagesOf(person, choice) });
  putGrant(world, grant);
  const code = issueCode(world, grant, dialog.redirectUri, dialog.tokenLifeMs);
  return backTo(dialog, { code: code.value });
}

/** What was allowed earlier and is not asked about now stays allowed. */
function merged(
  world: World,
  { app, through, permissions }: DialogRequest,
  person: Person,
  { chosen, pageIds }: { chosen: string[]; pageIds: Grant["pageIds"] },
): Grant {
  const before = findGrant(world, app.id, person.id, through);
  const other = (list: string[] = []) => list.filter((permission) => !permissions.includes(permission));
  return {
    appId: app.id,
    personId: person.id,
    through,
    granted: [...other(before?.granted), ...chosen],
    declined: [...other(before?.declined), ...permissions.filter((permission) => !chosen.includes(permission))],
    pageIds: permissions.some(isAboutPages) ? pageIds : (before?.pageIds ?? []),
    at: world.now(),
  };
}

function pagesOf(person: Person, { pageIds }: Choice): Grant["pageIds"] {
  return pageIds === "all" ? "all" : person.pages.map(({ id }) => id).filter((id) => pageIds.includes(id));
}

/** Where the browser goes when the person says no. */
export function denial(dialog: DialogRequest): string {
  return backTo(dialog, {
    error: "access_denied",
    error_reason: "user_denied",
    error_code: "200",
    error_description: "Permissions error",
  });
}

function backTo(dialog: DialogRequest, answer: Record<string, string>): string {
  const url = new URL(dialog.redirectUri);
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  if (dialog.state !== null) url.searchParams.set("state", dialog.state);
  // Facebook adds this to every way back.
  url.hash = "_=_";
  return url.href;
}

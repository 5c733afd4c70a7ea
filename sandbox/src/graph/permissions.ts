import { pingApp } from "../webhook/ping.ts";
import { findGrant, grantOf } from "../world/grants.ts";
import { removeApp } from "../world/person-fates.ts";
import { invalid, unsupported } from "./error.ts";
import type { GraphDeps, GraphHandler, GraphRequest } from "./request.ts";
import { type HolderToken, readToken } from "./token.ts";

/** `GET /me/permissions`: what was asked at the last login, and what became of it. */
export const getPermissions: GraphHandler = (deps, request) => {
  const grant = grantOf(deps.world, holderOf(deps, request).issued);
  const rows = (permissions: string[] = [], status: string) =>
    permissions.map((permission) => ({ permission, status }));
  return { body: { data: [...rows(grant?.granted, "granted"), ...rows(grant?.declined, "declined")] } };
};

/** `DELETE /me/permissions` takes the app out; `DELETE /me/permissions/{permission}` takes back only this one. */
export const deletePermissions: GraphHandler = (deps, request) => {
  const { world } = deps;
  const { app, person, issued } = holderOf(deps, request);
  if (request.leaf === undefined) {
    removeApp(world, person, app.id);
    void pingApp(world, app, "deauthorize", { person });
    return { body: { success: true } };
  }
  const permission = request.leaf;
  const grant = findGrant(world, app.id, person.id, issued.through);
  if (!grant?.granted.includes(permission)) throw invalid(`The permission ${permission} has not been granted`);
  grant.granted = grant.granted.filter((each) => each !== permission);
  grant.declined.push(permission);
  world.publish({ type: "world" });
  return { body: { success: true } };
};

function holderOf({ world }: GraphDeps, { params, authorization, method, node }: GraphRequest): HolderToken {
  const token = readToken(world, params, authorization);
  if (token.kind === "app" || token.kind === "page" || node !== "me") throw unsupported(method, node);
  return token;
}

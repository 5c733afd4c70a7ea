import { findPage, type World } from "../world/world.ts";
import { getAccounts } from "./accounts.ts";
import { debugToken } from "./debug-token.ts";
import { GraphError, unknownPath, unsupported } from "./error.ts";
import { postMessage } from "./messages.ts";
import { getNode, getNodes } from "./node.ts";
import { passThreadControl } from "./pass-thread-control.ts";
import { getAccessToken } from "./oauth.ts";
import { object, type Params, text } from "./params.ts";
import { deletePermissions, getPermissions } from "./permissions.ts";
import type { GraphHandler } from "./request.ts";
import {
  deleteSubscribedApps,
  deleteSubscriptions,
  getSubscribedApps,
  getSubscriptions,
  postSubscribedApps,
  postSubscriptions,
} from "./subscriptions.ts";
import { findToken, tokenValue } from "./token.ts";

const rootEdges: Readonly<Record<string, GraphHandler>> = {
  "GET oauth/access_token": getAccessToken,
  "POST oauth/access_token": getAccessToken,
  "GET debug_token": debugToken,
  "GET ": getNodes,
};

const nodeEdges: Readonly<Record<string, GraphHandler>> = {
  "POST messages": postMessage,
  "POST pass_thread_control": passThreadControl,
  "GET subscribed_apps": getSubscribedApps,
  "POST subscribed_apps": postSubscribedApps,
  "DELETE subscribed_apps": deleteSubscribedApps,
  "GET subscriptions": getSubscriptions,
  "POST subscriptions": postSubscriptions,
  "DELETE subscriptions": deleteSubscriptions,
  "GET accounts": getAccounts,
  "GET permissions": getPermissions,
  "DELETE permissions": deletePermissions,
};

const edgeNames = new Set(Object.keys(nodeEdges).map((key) => key.split(" ")[1]));

/** @throws GraphError for a path nothing answers */
export function findHandler(
  method: string,
  segments: string[],
): { handler: GraphHandler; node: string; leaf: string | undefined } {
  const path = segments.join("/");
  const root = rootEdges[`${method} ${path}`];
  const [node = "", edge = "", leaf, ...rest] = segments;
  if (root) return { handler: root, node, leaf: undefined };
  // Only a permission is named below its edge.
  const tooDeep = rest.length > 0 || (leaf !== undefined && `${method} ${edge}` !== "DELETE permissions");
  if (tooDeep || (edge !== "" && !edgeNames.has(edge))) throw unknownPath(path);
  const handler = edge === "" && method === "GET" ? getNode : nodeEdges[`${method} ${edge}`];
  if (!handler) throw unsupported(method, node);
  return { handler, node, leaf };
}

/** What a call is about, before anything is checked: a fault can be aimed at its Page and edge (empty for a node). */
export function aimOf(
  world: World,
  segments: string[],
  params: Params,
  authorization: string | undefined,
): { page: string | null; edge: string; psid: string | null } {
  const [node = "", edge = ""] = segments;
  const psid = recipientOf(params);
  if (node === "oauth" || node === "debug_token") return { page: null, edge: segments.join("/"), psid };
  if (node !== "me") return { page: findPage(world, node)?.id ?? null, edge, psid };
  const token = findToken(world, tokenValue(params, authorization) ?? "");
  return { page: token?.kind === "page" ? token.page.id : null, edge, psid };
}

function recipientOf(params: Params): string | null {
  try {
    return text(object(params, "recipient") ?? {}, "id") ?? null;
  } catch (cause) {
    if (cause instanceof GraphError) return null;
    throw cause;
  }
}

import type { Courier } from "../webhook/courier.ts";
import type { World } from "../world/world.ts";
import type { Params } from "./params.ts";

export interface GraphDeps {
  world: World;
  courier: Courier;
}

export interface GraphRequest {
  method: string;
  /** `me`, or the id of a Page, app or person. */
  node: string;
  /** What stands in the path behind the edge: a permission. */
  leaf: string | undefined;
  /** The whole address the caller used: the ways to the next page begin with it. */
  url: URL;
  params: Params;
  authorization: string | undefined;
}

export interface GraphResult {
  body: unknown;
  /** What the call was about, so that the chat can show it beside its message. */
  about?: { pageId: string; psid?: string | undefined; mid?: string | undefined };
}

export type GraphHandler = (deps: GraphDeps, request: GraphRequest) => GraphResult | Promise<GraphResult>;

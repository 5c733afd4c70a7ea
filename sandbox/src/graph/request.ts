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
  params: Params;
  authorization: string | undefined;
}

export interface GraphResult {
  body: unknown;
  /** What the call was about, so that the chat can show it beside its message. */
  about?: { pageId: string; psid?: string | undefined; mid?: string | undefined };
}

export type GraphHandler = (deps: GraphDeps, request: GraphRequest) => GraphResult | Promise<GraphResult>;

import { caller } from "@velodrome/contract";
import type { Api } from "./api.ts";
import { callerOf } from "./authorize.ts";

export function registerMe(api: Api): void {
  api.get(
    "/v1/me",
    { schema: { tags: ["Installation"], summary: "Who is calling", response: { 200: caller } } },
    async (request) => callerOf(request),
  );
}

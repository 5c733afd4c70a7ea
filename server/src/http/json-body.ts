import { isJsonTooDeep } from "@velodrome/kit";
import { AppError } from "../base/app-error.ts";
import type { Api } from "./api.ts";

/** Many clients say `Content-Type: application/json` on a request that has no body: that is no mistake worth an error. */
export function acceptEmptyJson(api: Api): void {
  const parse = api.getDefaultJsonParser("error", "error");
  api.removeContentTypeParser("application/json");
  api.addContentTypeParser("application/json", { parseAs: "string" }, (request, body, done) => {
    if (body === "") {
      done(null, undefined);
      return;
    }
    // Whatever walks it later would run out of stack.
    if (isJsonTooDeep(Buffer.from(body))) {
      done(new AppError("invalid_request", { message: "The body nests deeper than 500 levels: make it flatter." }));
      return;
    }
    parse(request, String(body), done);
  });
}

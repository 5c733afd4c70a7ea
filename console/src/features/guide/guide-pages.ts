import { queryOptions } from "@tanstack/react-query";
import { ApiError } from "../../lib/api-error.ts";
import { texts } from "./texts.ts";
import { toHtml } from "./to-html.ts";

/** The documentation that a person reads while setting up, each page loaded when it is opened. */
const files = import.meta.glob<string>(
  ["../../../../docs/connectors/*.md", "../../../../docs/operations/*.md", "!**/README.md"],
  { query: "?raw", import: "default" },
);

/** What loads a page, by its name. @internal */
export const guideFiles = new Map(
  Object.entries(files).map(([path, load]) => [path.replace(/^.*\//, "").replace(/\.md$/, ""), load]),
);

export const guideQuery = (name: string) =>
  queryOptions({
    queryKey: ["guide", name],
    queryFn: async () => {
      const load = guideFiles.get(name);
      if (load === undefined) throw new ApiError(404, "not_found", texts.unknown(name));
      return toHtml(await load(), [...guideFiles.keys()]);
    },
    staleTime: Number.POSITIVE_INFINITY,
  });

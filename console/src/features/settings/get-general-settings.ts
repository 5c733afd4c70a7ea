import { queryOptions } from "@tanstack/react-query";
import { generalSettings } from "@velodrome/contract";
import { request } from "../../lib/request.ts";

export const generalSettingsQuery = queryOptions({
  queryKey: ["settings", "general"],
  queryFn: ({ signal }) => request(generalSettings, "/v1/settings/general", { signal }),
  staleTime: 60_000,
});

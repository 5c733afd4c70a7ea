import { queryOptions } from "@tanstack/react-query";
import { caller } from "@velodrome/contract";
import { request } from "../../lib/request.ts";

/** Who asks, as the server sees it: asked anew each time, so that whoever is no longer signed in is led to sign in. */
export const callerQuery = queryOptions({
  queryKey: ["caller"],
  queryFn: ({ signal }) => request(caller, "/v1/me", { signal }),
  staleTime: 0,
  gcTime: 0,
});

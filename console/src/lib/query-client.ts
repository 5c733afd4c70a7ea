import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { ApiError, mayPass } from "./api-error.ts";

const retries = 2;

/** One cache for the page. `onSignedOut` is called when the server no longer knows who asks. */
export function makeQueryClient(onSignedOut: () => void): QueryClient {
  const onError = (error: unknown) => {
    if (error instanceof ApiError && error.status === 401 && error.code === "unauthenticated") onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { staleTime: 10_000, retry: (count, error) => count < retries && mayPass(error) },
    },
  });
}

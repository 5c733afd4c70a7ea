import { queryOptions } from "@tanstack/react-query";
import { operation, type RunsCancel, runsPreview, type RunsRetry } from "@velodrome/contract";
import { inAccount, request } from "../../lib/request.ts";

/** What is asked of many runs at once. */
export type Wanted =
  | { kind: "retry"; body: Omit<RunsRetry, "preview"> }
  | { kind: "cancel"; body: Omit<RunsCancel, "preview"> };

const at = (account: string, { kind }: Wanted) => inAccount(account, "runs", kind);

/** How many runs it would be. */
export const previewQuery = (account: string, wanted: Wanted) =>
  queryOptions({
    queryKey: ["runs-preview", account, wanted] as const,
    queryFn: ({ signal }) =>
      request(runsPreview, at(account, wanted), { method: "POST", body: { ...wanted.body, preview: true }, signal }),
    // What was counted a while ago says nothing.
    gcTime: 0,
  });

/** Has it done in the background. */
export const askMany = (account: string, wanted: Wanted) =>
  request(operation, at(account, wanted), { method: "POST", body: wanted.body });

import { Skeleton, Stack } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { texts } from "../lib/texts.ts";
import { LoadFailure, OfflineNotice } from "./failure.tsx";

const patience = 200;

/** Says at once that something is loading; grey lines where rows will be only once that takes long enough to be noticed. */
function Waiting({ lines = 6 }: { lines?: number }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), patience);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Stack gap="sm" role="status" aria-label={texts.loading}>
      {late ? Array.from({ length: lines }, (_, line) => <Skeleton key={line} h="var(--vd-row)" />) : null}
    </Stack>
  );
}

type Query<Data> = Pick<UseQueryResult<Data>, "data" | "error" | "fetchStatus" | "refetch">;

interface LoadedProps<Data> {
  query: Query<Data>;
  lines?: number;
  whole?: boolean;
  /** What is said of errors that have words of their own here; null for all others. */
  failure?: (error: Error) => ReactNode;
  children: (data: Data) => ReactNode;
}

/** Shows a query's data; until then, or instead, what there is to say. Old data stays when a later request fails. */
export function Loaded<Data>({ query, lines = 6, whole = false, failure, children }: LoadedProps<Data>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error !== null)
    return (
      failure?.(query.error) ?? <LoadFailure whole={whole} error={query.error} retry={() => void query.refetch()} />
    );
  if (query.fetchStatus === "paused") return <OfflineNotice />;
  return <Waiting lines={lines} />;
}

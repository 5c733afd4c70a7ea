import { Button, Group } from "@mantine/core";
import { texts } from "../lib/texts.ts";
import { ActFailure } from "./failure.tsx";

interface Pages {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  error: unknown;
  fetchNextPage: () => unknown;
}

/** The way to older rows, while there are any. */
export function LoadMore({ query }: { query: Pages }) {
  if (!query.hasNextPage) return null;
  return (
    <>
      {query.isFetchNextPageError ? <ActFailure heading={texts.error.heading} error={query.error} /> : null}
      <Group justify="center">
        <Button variant="default" loading={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
          {texts.loadMore}
        </Button>
      </Group>
    </>
  );
}

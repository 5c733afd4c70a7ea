import { Button, Stack } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { IconFilterOff, IconPlayerTrackNext } from "@tabler/icons-react";
import type { Run } from "@velodrome/contract";
import { type ReactNode, useMemo } from "react";
import { useHeldRows } from "../../lib/held-rows.ts";
import { countFilters } from "../../lib/list-filter.ts";
import type { Scope } from "../../lib/request.ts";
import { texts as common } from "../../lib/texts.ts";
import { HeldRowsPill } from "../../ui/held-rows-pill.tsx";
import { ButtonLink } from "../../ui/link.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Notice } from "../../ui/notice.tsx";
import { type RunFilters, runsQuery } from "./list-runs.ts";
import { texts } from "./texts.ts";

interface RunsListProps {
  scope: Scope;
  filters: RunFilters;
  /** What arrives waits. */
  paused: boolean;
  onClear: () => void;
  children: (runs: readonly Run[]) => ReactNode;
}

function NoRuns({ scope, filters, onClear }: Omit<RunsListProps, "children" | "paused">) {
  if (countFilters(filters) > 0) {
    const action = (
      <Button variant="default" onClick={onClear}>
        {common.clearFilters}
      </Button>
    );
    return <Notice icon={IconFilterOff} heading={texts.noneFiltered} text={texts.noneFilteredHint} action={action} />;
  }
  const action =
    scope === null ? (
      <ButtonLink to="/accounts">{texts.noneAnywhereAct}</ButtonLink>
    ) : (
      <ButtonLink to="/accounts/$account/cycles" params={{ account: scope }}>
        {texts.noneAct}
      </ButtonLink>
    );
  const heading = scope === null ? texts.noneAnywhere : texts.none;
  return <Notice icon={IconPlayerTrackNext} heading={heading} text={texts.noneHint} action={action} />;
}

/** Runs of one account or of all, newest first, as they happen; how they are shown is the caller's. */
export function RunsList(given: RunsListProps) {
  const query = useInfiniteQuery(runsQuery(given.scope, given.filters));
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const { shown, held, release } = useHeldRows(rows, given.paused);
  return (
    <Loaded query={query} lines={10}>
      {() =>
        rows.length === 0 ? (
          <NoRuns {...given} />
        ) : (
          <Stack gap="lg">
            {held > 0 ? <HeldRowsPill label={texts.held(held)} onShow={release} /> : null}
            {given.children(shown)}
            <LoadMore query={query} />
          </Stack>
        )
      }
    </Loaded>
  );
}

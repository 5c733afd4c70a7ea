import { Button, Stack } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { IconFilterOff, IconPlayerTrackNext } from "@tabler/icons-react";
import { useMemo } from "react";
import { useHeldRows } from "../../lib/held-rows.ts";
import { texts as common } from "../../lib/texts.ts";
import { HeldRowsPill } from "../../ui/held-rows-pill.tsx";
import { ButtonLink } from "../../ui/link.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Notice } from "../../ui/notice.tsx";
import { type RunFilters, runsQuery } from "./list-runs.ts";
import { RunsTable } from "./runs-table.tsx";
import { texts } from "./texts.ts";

interface RunsListProps {
  account: string;
  filters: RunFilters;
  onClear: () => void;
}

function NoRuns({ account, filters, onClear }: RunsListProps) {
  if (Object.values(filters).some((filter) => filter !== undefined)) {
    const action = (
      <Button variant="default" onClick={onClear}>
        {common.clearFilters}
      </Button>
    );
    return <Notice icon={IconFilterOff} heading={texts.noneFiltered} text={texts.noneFilteredHint} action={action} />;
  }
  const action = (
    <ButtonLink to="/accounts/$account/cycles" params={{ account }}>
      {texts.noneAct}
    </ButtonLink>
  );
  return <Notice icon={IconPlayerTrackNext} heading={texts.none} text={texts.noneHint} action={action} />;
}

/** An account's runs, newest first, as they happen. */
export function RunsList(given: RunsListProps) {
  const query = useInfiniteQuery(runsQuery(given.account, given.filters));
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const { shown, held, release } = useHeldRows(rows);
  return (
    <Loaded query={query} lines={10}>
      {() =>
        rows.length === 0 ? (
          <NoRuns {...given} />
        ) : (
          <Stack gap="lg">
            {held > 0 ? <HeldRowsPill label={texts.held(held)} onShow={release} /> : null}
            <RunsTable account={given.account} runs={shown} />
            <LoadMore query={query} />
          </Stack>
        )
      }
    </Loaded>
  );
}

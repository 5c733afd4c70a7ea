import { Button, Stack } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { IconTrash } from "@tabler/icons-react";
import type { Cycle } from "@velodrome/contract";
import { type Column, DataTable, NarrowLine } from "../../ui/data-table.tsx";
import { ActFailure } from "../../ui/failure.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Moment } from "../../ui/moment.tsx";
import { Notice } from "../../ui/notice.tsx";
import { cyclesQuery } from "./list-cycles.ts";
import classes from "./cycles-table.module.css";
import { restoreCycle } from "./shelve-cycle.ts";
import { texts } from "./shelf-texts.ts";
import { texts as cycleTexts } from "./texts.ts";

const when = (cycle: Cycle) => (cycle.deletedAt === null ? null : <Moment at={cycle.deletedAt} />);

const columnsOf = (restore: (cycle: Cycle) => void, busy: string | null): readonly Column<Cycle>[] => [
  {
    key: "name",
    header: cycleTexts.name,
    cell: (cycle) => (
      <>
        {cycle.name}
        <NarrowLine>{when(cycle)}</NarrowLine>
      </>
    ),
  },
  { key: "folder", header: texts.folder, width: "name", from: "md", cell: ({ folder }) => folder ?? "–" },
  { key: "deleted", header: texts.deletedAt, width: "time", from: "sm", cell: when },
  {
    key: "act",
    header: cycleTexts.act,
    width: "act",
    align: "end",
    cell: (cycle) => (
      <div className={classes.act}>
        <Button
          variant="default"
          aria-label={texts.restoreOf(cycle.name)}
          loading={busy === cycle.id}
          onClick={() => restore(cycle)}
        >
          {texts.restore}
        </Button>
      </div>
    ),
  },
];

/** Deleted cycles, and the way back for each. */
export function RecycleBin({ account }: { account: string }) {
  const client = useQueryClient();
  const query = useInfiniteQuery(cyclesQuery(account, { deleted: true }));
  const { mutate, isPending, variables, error } = useMutation({
    mutationFn: (cycle: Cycle) => restoreCycle(account, cycle.id),
    onSettled: () => client.invalidateQueries({ queryKey: ["cycles", account] }),
  });
  const busy = isPending ? variables.id : null;
  return (
    <Loaded query={query}>
      {({ pages }) => {
        const rows = pages.flatMap((page) => page.items);
        if (rows.length === 0) return <Notice icon={IconTrash} heading={texts.binNone} text={texts.binNoneHint} />;
        return (
          <Stack gap="lg">
            {error === null ? null : <ActFailure error={error} heading={texts.restoreFailed(variables?.name ?? "")} />}
            <DataTable label={texts.binTable} columns={columnsOf(mutate, busy)} rows={rows} />
            <LoadMore query={query} />
          </Stack>
        );
      }}
    </Loaded>
  );
}

import { Text } from "@mantine/core";
import type { Run } from "@velodrome/contract";
import { type Column, DataTable, NarrowLine, NarrowParts } from "../../ui/data-table.tsx";
import { Length } from "../../ui/length.tsx";
import { RowLink } from "../../ui/link.tsx";
import { Moment } from "../../ui/moment.tsx";
import { SandboxRibbon } from "../../ui/sandbox-ribbon.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { runLook } from "./run-look.ts";
import { isFinished } from "./run-order.ts";
import { RunStarter } from "./run-starter.tsx";
import { texts } from "./texts.ts";

const Version = ({ run }: { run: Run }) => (
  <Text span inherit c="dimmed">
    {texts.version(run.version)}
  </Text>
);

function CycleName({ run }: { run: Run }) {
  return (
    <span title={run.cycleName ?? texts.gone}>
      {run.cycleName ?? texts.gone} <Version run={run} />
    </span>
  );
}

/** How a run's account stands in addresses, and what it is called; across accounts each row has another. */
export interface RunPlace {
  keyOf: (run: Run) => string;
  accountOf?: (run: Run) => string | null;
  pageName?: (page: string) => string;
  /** Where all are of one cycle, naming it in each row says nothing. */
  oneCycle?: boolean;
}

/** Where there is no room for columns, it is said under what started the run: of which account, or cycle, and when. */
const startedBy = ({ keyOf, accountOf, oneCycle = false }: RunPlace): Column<Run> => ({
  key: "startedBy",
  header: texts.startedBy,
  cell: (run) => (
    <>
      <RowLink to="/accounts/$account/runs/$run" params={{ account: keyOf(run), run: run.id }}>
        <RunStarter run={run} />
      </RowLink>
      <NarrowLine>
        <NarrowParts>
          {accountOf !== undefined ? accountOf(run) : oneCycle ? <Version run={run} /> : <CycleName run={run} />}
          <Moment at={run.createdAt} />
          {run.sandbox ? <SandboxRibbon /> : null}
        </NarrowParts>
      </NarrowLine>
    </>
  ),
});

const quiet = (text: string | null) => (
  <Text span inherit c="dimmed" title={text ?? undefined}>
    {text ?? "–"}
  </Text>
);

/** Every column that a list of runs can have. */
export const runColumns = (place: RunPlace): readonly Column<Run>[] => [
  {
    key: "status",
    header: texts.status,
    width: "status",
    cell: (run) => <StateMark look={runLook[run.status]} />,
  },
  startedBy(place),
  ...(place.accountOf === undefined ? [] : [accountColumn(place.accountOf)]),
  { key: "cycle", header: texts.cycle, width: "name", from: "md", cell: (run) => <CycleName run={run} /> },
  { key: "person", header: texts.person, width: "name", from: "md", cell: (run) => quiet(run.person) },
  {
    key: "page",
    header: texts.page,
    width: "name",
    from: "md",
    cell: (run) => quiet(run.page === null ? null : (place.pageName?.(run.page) ?? run.page)),
  },
  { key: "origin", header: texts.origin, width: "number", from: "md", cell: (run) => quiet(texts.origins[run.origin]) },
  { key: "failure", header: texts.failure, width: "name", from: "md", cell: (run) => quiet(run.error?.code ?? null) },
  { key: "started", header: texts.started, width: "time", from: "sm", cell: (run) => <Moment at={run.createdAt} /> },
  {
    key: "finished",
    header: texts.finished,
    width: "time",
    from: "md",
    cell: (run) => (run.finishedAt === null ? quiet(null) : <Moment at={run.finishedAt} />),
  },
  {
    key: "duration",
    header: texts.duration,
    width: "number",
    align: "end",
    from: "sm",
    cell: (run) => <Length start={run.startedAt} end={run.finishedAt} going={!isFinished(run)} />,
  },
];

function accountColumn(accountOf: (run: Run) => string | null): Column<Run> {
  return {
    key: "account",
    header: texts.account,
    width: "account",
    from: "md",
    cell: (run) => <span title={accountOf(run) ?? undefined}>{accountOf(run)}</span>,
  };
}

/** Not shown until somebody wants them. */
export const extraRunColumns = ["person", "page", "origin", "failure", "finished"];

interface RunsTableProps extends Pick<RunPlace, "oneCycle"> {
  account: string;
  runs: readonly Run[];
}

/** Some runs of one account, as a part of a page about something else. */
export function RunsTable({ account, runs, oneCycle = false }: RunsTableProps) {
  const columns = runColumns({ keyOf: () => account, oneCycle }).filter(
    ({ key }) => !extraRunColumns.includes(key) && !(oneCycle && key === "cycle"),
  );
  return <DataTable label={texts.table} columns={columns} rows={runs} />;
}

import { Group, Text } from "@mantine/core";
import type { Run } from "@velodrome/contract";
import { type Column, DataTable, NarrowLine } from "../../ui/data-table.tsx";
import { Length } from "../../ui/length.tsx";
import { RowLink } from "../../ui/link.tsx";
import { Moment } from "../../ui/moment.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { runLook } from "./run-look.ts";
import { isFinished } from "./run-order.ts";
import { RunStarter } from "./run-starter.tsx";
import { texts } from "./texts.ts";

function CycleName({ run }: { run: Run }) {
  return (
    <span title={run.cycleName ?? texts.gone}>
      {run.cycleName ?? texts.gone}{" "}
      <Text span inherit c="dimmed">
        {texts.version(run.version)}
      </Text>
    </span>
  );
}

const columnsFor = (account: string): readonly Column<Run>[] => [
  {
    key: "status",
    header: texts.status,
    width: "status",
    cell: (run) => <StateMark look={runLook[run.status]} />,
  },
  {
    key: "startedBy",
    header: texts.startedBy,
    cell: (run) => (
      <>
        <RowLink to="/accounts/$account/runs/$run" params={{ account, run: run.id }}>
          <RunStarter run={run} />
        </RowLink>
        <NarrowLine>
          <Group gap="sm" wrap="nowrap">
            <CycleName run={run} />
            <Moment at={run.createdAt} />
          </Group>
        </NarrowLine>
      </>
    ),
  },
  { key: "cycle", header: texts.cycle, width: "name", from: "md", cell: (run) => <CycleName run={run} /> },
  { key: "started", header: texts.started, width: "time", from: "sm", cell: (run) => <Moment at={run.createdAt} /> },
  {
    key: "duration",
    header: texts.duration,
    width: "number",
    align: "end",
    from: "sm",
    cell: (run) => <Length start={run.startedAt} end={run.finishedAt} going={!isFinished(run)} />,
  },
];

interface RunsTableProps {
  account: string;
  runs: readonly Run[];
  /** Where all are of one cycle, naming it in each row says nothing. */
  oneCycle?: boolean;
}

export function RunsTable({ account, runs, oneCycle = false }: RunsTableProps) {
  const columns = columnsFor(account).filter(({ key }) => !(oneCycle && key === "cycle"));
  return <DataTable label={texts.table} columns={columns} rows={runs} />;
}

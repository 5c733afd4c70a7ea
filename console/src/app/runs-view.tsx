import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconChartBar } from "@tabler/icons-react";
import type { Run } from "@velodrome/contract";
import { type ComponentProps, type ReactNode, useState } from "react";
import { useAccountNames } from "../features/accounts/use-account-names.ts";
import { useNames } from "../features/connections/use-names.ts";
import { failureTexts } from "../features/runs/failure-texts.ts";
import { FailuresPanel } from "../features/runs/failures-panel.tsx";
import { failuresQuery } from "../features/runs/list-failures.ts";
import type { RunFilters as Filters } from "../features/runs/list-runs.ts";
import { ManyActs } from "../features/runs/many-acts.tsx";
import { RunFilters } from "../features/runs/run-filters.tsx";
import { RunsList } from "../features/runs/runs-list.tsx";
import { extraRunColumns, runColumns, type RunPlace } from "../features/runs/runs-table.tsx";
import { SelectedBar } from "../features/runs/selected-bar.tsx";
import { texts } from "../features/runs/texts.ts";
import { address, inScope, type Scope } from "../lib/request.ts";
import { useSelection } from "../lib/selection.ts";
import { DataTable } from "../ui/data-table.tsx";
import { Page } from "../ui/page.tsx";
import { ListTools, useColumnChoice } from "./list-tools.tsx";
import type { RunsSearch } from "./search.ts";
import { useAccountName } from "./use-account-name.ts";

interface RunsViewProps {
  scope: Scope;
  filters: RunsSearch;
  onChange: (filters: RunsSearch) => void;
  /** What narrows by where. */
  place: ReactNode;
}

const choice = { main: "startedBy", extra: extraRunColumns };
const listOf = (scope: Scope) => (scope === null ? "all-runs" : "runs");

interface RowsProps {
  runs: readonly Run[];
  scope: Scope;
  place: RunPlace;
  /** How an account stands in addresses and what it is called, by its id. */
  named: ComponentProps<typeof SelectedBar>["named"];
}

const nameOf = ({ text, id }: Run): string => text ?? id;

function Rows({ runs, scope, place, named }: RowsProps) {
  const { shown } = useColumnChoice(listOf(scope), runColumns(place), choice);
  const selection = useSelection();
  const selected = runs.filter(({ id }) => selection.selected.has(id));
  return (
    <>
      <SelectedBar scope={scope} runs={selected} named={named} onClear={selection.clear} />
      <DataTable label={texts.table} columns={shown} rows={runs} selection={{ ...selection, nameOf }} />
    </>
  );
}

function RowsOfAccount({ runs, account }: { runs: readonly Run[]; account: string }) {
  const { page } = useNames(account);
  const accountName = useAccountName(account);
  const place = { keyOf: () => account, pageName: page };
  return <Rows runs={runs} scope={account} place={place} named={() => ({ account, accountName })} />;
}

function RowsOfAll({ runs }: { runs: readonly Run[] }) {
  const { name, key } = useAccountNames(runs);
  const place = { keyOf: (run: Run) => key(run.account), accountOf: (run: Run) => name(run.account) };
  const named = (account: string) => ({ account, accountName: name(account) ?? account });
  return <Rows runs={runs} scope={null} place={place} named={named} />;
}

function ManyActsOfAccount({ account, filters: { account: _, ...filters } }: { account: string; filters: Filters }) {
  return <ManyActs account={account} accountName={useAccountName(account)} filters={filters} />;
}

type FailuresProps = Omit<ComponentProps<typeof FailuresPanel>, "scope" | "nameOf">;

function FailuresOfAll(given: FailuresProps) {
  const { data } = useQuery(failuresQuery(null, given.filters));
  const { name } = useAccountNames(data?.items ?? []);
  return <FailuresPanel scope={null} nameOf={name} {...given} />;
}

function Failures({ scope, ...given }: FailuresProps & { scope: Scope }) {
  return scope === null ? <FailuresOfAll {...given} /> : <FailuresPanel scope={scope} nameOf={noName} {...given} />;
}

const noName = () => null;
const nowhere = { keyOf: () => "" };

/** Runs of an account, or of all, with all that can be done with the list. */
export function RunsView({ scope, filters: { failures, ...filters }, onChange: show, place }: RunsViewProps) {
  const onChange = (changed: Filters) => show({ ...changed, failures });
  const [paused, setPaused] = useState(false);
  const columns = runColumns(scope === null ? { ...nowhere, accountOf: () => null } : nowhere);
  const { choosable, chosen } = useColumnChoice(listOf(scope), columns, choice);
  const one = scope ?? filters.account;
  const tools = (
    <ListTools
      first={one === undefined ? null : <ManyActsOfAccount account={one} filters={filters} />}
      more={
        <Button
          variant={failures ? "light" : "default"}
          aria-pressed={failures === true}
          leftSection={<IconChartBar size="1em" aria-hidden="true" />}
          onClick={() => show({ ...filters, failures: failures ? undefined : true })}
        >
          {failureTexts.open}
        </Button>
      }
      columns={choosable}
      chosen={chosen}
      addressOf={(format) => address(inScope(scope, "runs", "export"), { ...filters, format })}
      paused={paused}
      onPause={() => setPaused(!paused)}
    />
  );
  return (
    <Page heading={texts.heading} actions={tools}>
      <RunFilters filters={filters} onChange={onChange} place={place} />
      {failures ? <Failures scope={scope} {...{ filters, onChange }} onClose={() => show(filters)} /> : null}
      <RunsList scope={scope} filters={filters} paused={paused} onClear={() => onChange({})}>
        {(runs) => (scope === null ? <RowsOfAll runs={runs} /> : <RowsOfAccount runs={runs} account={scope} />)}
      </RunsList>
    </Page>
  );
}

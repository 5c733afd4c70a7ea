import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { connectionsQuery } from "../../features/connections/list-connections.ts";
import { CycleFilters } from "../../features/cycles/cycle-filters.tsx";
import { CyclesTable } from "../../features/cycles/cycles-table.tsx";
import { ImportCycleButton, useImportCycle } from "../../features/cycles/import-cycle-button.tsx";
import { ImportNote } from "../../features/cycles/import-note.tsx";
import { type CycleFilters as Filters, cyclesQuery } from "../../features/cycles/list-cycles.ts";
import { NewCycleDialog } from "../../features/cycles/new-cycle-dialog.tsx";
import { starterConnector } from "../../features/cycles/starter-steps.ts";
import { texts as shelfTexts } from "../../features/cycles/shelf-texts.ts";
import { texts } from "../../features/cycles/texts.ts";
import { ButtonLink } from "../../ui/link.tsx";
import { Page } from "../../ui/page.tsx";
import { FirstMinute } from "../first-minute.tsx";
import { useAccountName } from "../use-account-name.ts";
import { useDemo } from "../use-demo.ts";

const route = getRouteApi("/frame/accounts/$account/cycles");

export function CyclesPage() {
  const { account } = route.useParams();
  const navigate = route.useNavigate();
  const accountName = useAccountName(account);
  const demo = useDemo();
  const [opened, { open, close }] = useDisclosure(false);
  const { data: cycles } = useInfiniteQuery(cyclesQuery(account));
  const { data: connections = [] } = useQuery(connectionsQuery(account));
  const filters = route.useSearch();
  const importing = useImportCycle(account);
  const show = (search: Filters) => void navigate({ search, replace: true });
  const add = <Button onClick={open}>{texts.newCycle}</Button>;
  const rest = (
    <>
      <ImportCycleButton act={importing} />
      <ButtonLink to="/accounts/$account/recycle-bin" params={{ account }} variant="default">
        {shelfTexts.bin}
      </ButtonLink>
    </>
  );
  const some = cycles?.pages.some(({ items }) => items.length > 0) === true;
  return (
    <Page
      heading={texts.heading}
      actions={
        <>
          {rest}
          {some ? add : null}
        </>
      }
    >
      <ImportNote account={account} act={importing} />
      {demo === account ? <FirstMinute account={account} /> : null}
      {some ? <CycleFilters account={account} filters={filters} onChange={show} /> : null}
      <CyclesTable
        account={account}
        accountName={accountName}
        filters={filters}
        onClear={() => show({})}
        firstAct={add}
      />
      <NewCycleDialog
        account={account}
        connections={connections.filter(({ connector }) => connector === starterConnector)}
        opened={opened}
        onClose={close}
        onCreated={(cycle, step) =>
          void navigate({
            to: "/accounts/$account/cycles/$cycle/build",
            params: { account, cycle },
            search: step === null ? {} : { step },
          })
        }
      />
    </Page>
  );
}

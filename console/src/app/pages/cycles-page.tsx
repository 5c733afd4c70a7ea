import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { connectionsQuery } from "../../features/connections/list-connections.ts";
import { CyclesTable } from "../../features/cycles/cycles-table.tsx";
import { cyclesQuery } from "../../features/cycles/list-cycles.ts";
import { NewCycleDialog } from "../../features/cycles/new-cycle-dialog.tsx";
import { starterConnector } from "../../features/cycles/starter-cycle.ts";
import { texts } from "../../features/cycles/texts.ts";
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
  const add = <Button onClick={open}>{texts.newCycle}</Button>;
  const some = cycles?.pages.some(({ items }) => items.length > 0) === true;
  return (
    <Page heading={texts.heading} actions={some ? add : null}>
      {demo === account ? <FirstMinute account={account} /> : null}
      <CyclesTable account={account} accountName={accountName} firstAct={add} />
      <NewCycleDialog
        account={account}
        connections={connections.filter(({ connector }) => connector === starterConnector)}
        opened={opened}
        onClose={close}
        onCreated={(cycle) => void navigate({ to: "/accounts/$account/cycles/$cycle", params: { account, cycle } })}
      />
    </Page>
  );
}

import { getRouteApi } from "@tanstack/react-router";
import { CyclesTable } from "../../features/cycles/cycles-table.tsx";
import { texts } from "../../features/cycles/texts.ts";
import { Page } from "../../ui/page.tsx";
import { FirstMinute } from "../first-minute.tsx";
import { useAccountName } from "../use-account-name.ts";
import { useDemo } from "../use-demo.ts";

const route = getRouteApi("/frame/accounts/$account/cycles");

export function CyclesPage() {
  const { account } = route.useParams();
  const accountName = useAccountName(account);
  const demo = useDemo();
  return (
    <Page heading={texts.heading}>
      {demo === account ? <FirstMinute account={account} /> : null}
      <CyclesTable account={account} accountName={accountName} />
    </Page>
  );
}

import { AccountsTable } from "../../features/accounts/accounts-table.tsx";
import { texts } from "../../features/accounts/texts.ts";
import { Page } from "../../ui/page.tsx";
import { FirstMinute } from "../first-minute.tsx";
import { useDemo } from "../use-demo.ts";

export function AccountsPage() {
  const demo = useDemo();
  return (
    <Page heading={texts.heading} hint={texts.hint}>
      {demo === null ? null : <FirstMinute account={demo} />}
      <AccountsTable />
    </Page>
  );
}

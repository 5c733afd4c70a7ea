import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { accountKey } from "../../features/accounts/account-key.ts";
import { AccountsTable } from "../../features/accounts/accounts-table.tsx";
import { accountsQuery } from "../../features/accounts/list-accounts.ts";
import { NewAccountDialog } from "../../features/accounts/new-account-dialog.tsx";
import { texts } from "../../features/accounts/texts.ts";
import { rememberedKeys, useRemembered } from "../../lib/remembered.ts";
import { Page } from "../../ui/page.tsx";
import { FirstMinute } from "../first-minute.tsx";
import { useDemo } from "../use-demo.ts";

const route = getRouteApi("/frame/accounts");

export function AccountsPage() {
  const demo = useDemo();
  const navigate = route.useNavigate();
  const [opened, { open, close }] = useDisclosure(false);
  const { data } = useInfiniteQuery(accountsQuery);
  // While the first steps are shown, the next of them is what to do.
  const guided = useRemembered(rememberedKeys.firstMinuteDone) === null && demo !== null;
  const add = (
    <Button variant={guided ? "default" : "filled"} onClick={open}>
      {texts.add}
    </Button>
  );
  const some = data?.pages.some(({ items }) => items.length > 0) === true;
  return (
    <Page heading={texts.heading} hint={texts.hint} actions={some ? add : null}>
      {demo === null ? null : <FirstMinute account={demo} />}
      <AccountsTable firstAct={add} />
      <NewAccountDialog
        opened={opened}
        onClose={close}
        onCreated={(made) =>
          void navigate({ to: "/accounts/$account/connections", params: { account: accountKey(made) } })
        }
      />
    </Page>
  );
}

import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { AccountVariable } from "@velodrome/contract";
import { useState } from "react";
import { variablesQuery } from "../../features/variables/list-variables.ts";
import { texts } from "../../features/variables/texts.ts";
import { VariableDialog } from "../../features/variables/variable-dialog.tsx";
import { VariablesList } from "../../features/variables/variables-list.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Page } from "../../ui/page.tsx";
import { useAccountName } from "../use-account-name.ts";

const route = getRouteApi("/frame/accounts/$account/variables");

export function VariablesPage() {
  const { account } = route.useParams();
  const accountName = useAccountName(account);
  const query = useQuery(variablesQuery(account));
  const [edited, setEdited] = useState<AccountVariable | "new" | null>(null);
  const add = <Button onClick={() => setEdited("new")}>{texts.add}</Button>;
  const some = (query.data?.length ?? 0) > 0;
  return (
    <Page heading={texts.heading} hint={texts.hint} actions={some ? add : null}>
      <Loaded query={query}>
        {(variables) => (
          <>
            <VariablesList {...{ account, accountName, variables, add }} onChange={setEdited} />
            {edited === null ? null : (
              <VariableDialog
                account={account}
                variable={edited === "new" ? null : edited}
                taken={variables.map(({ name }) => name)}
                onClose={() => setEdited(null)}
              />
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}

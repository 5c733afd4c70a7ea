import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { Account } from "@velodrome/contract";
import { AccountForm } from "../../features/accounts/account-form.tsx";
import { accountQuery } from "../../features/accounts/get-account.ts";
import { useChangeAccount } from "../../features/accounts/use-change-account.ts";
import { aroundAccount, retentionOutcomes } from "../../features/keeping/keeping-draft.ts";
import { KeepingForm } from "../../features/keeping/keeping-form.tsx";
import { texts as keepingTexts } from "../../features/keeping/texts.ts";
import { generalSettingsQuery } from "../../features/settings/get-general-settings.ts";
import { Forms } from "../../ui/forms.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Page } from "../../ui/page.tsx";
import { Surface } from "../../ui/surface.tsx";
import { texts } from "../texts.ts";

const route = getRouteApi("/frame/accounts/$account/settings");

function AccountKeeping({ accountKey, account }: { accountKey: string; account: Account }) {
  const query = useQuery(generalSettingsQuery);
  const change = useChangeAccount(accountKey);
  const { retention, concurrency } = account;
  return (
    <Surface label={keepingTexts.heading}>
      <Loaded query={query} lines={4}>
        {(installation) => (
          <KeepingForm
            own={{ retention, concurrency }}
            outcomes={retentionOutcomes}
            place="account"
            around={aroundAccount(installation)}
            save={change.mutateAsync}
          />
        )}
      </Loaded>
    </Surface>
  );
}

/** What an account is, what it keeps, and how much of it runs at once. */
export function AccountSettingsPage() {
  const { account: key } = route.useParams();
  const query = useQuery(accountQuery(key));
  return (
    <Page heading={texts.accountSettings}>
      <Loaded query={query}>
        {(account) => (
          <Forms key={account.id}>
            <AccountForm accountKey={key} account={account} />
            <AccountKeeping accountKey={key} account={account} />
          </Forms>
        )}
      </Loaded>
    </Page>
  );
}

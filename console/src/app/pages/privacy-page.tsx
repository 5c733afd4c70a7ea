import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { connectionsQuery } from "../../features/connections/list-connections.ts";
import { useNames } from "../../features/connections/use-names.ts";
import { ErasureForm } from "../../features/erasures/erasure-form.tsx";
import { ErasuresList } from "../../features/erasures/erasures-list.tsx";
import { texts } from "../../features/erasures/texts.ts";
import { WhatGoes } from "../../features/erasures/what-goes.tsx";
import { Beside } from "../../ui/beside.tsx";
import { Page, Section } from "../../ui/page.tsx";
import { Surface } from "../../ui/surface.tsx";
import { useAccountName } from "../use-account-name.ts";

const route = getRouteApi("/frame/accounts/$account/privacy");

export function PrivacyPage() {
  const { account } = route.useParams();
  const accountName = useAccountName(account);
  const names = useNames(account);
  const { data: connections = [] } = useQuery(connectionsQuery(account));
  const ids = new Set(connections.flatMap(({ page }) => (page === null ? [] : [page.id])));
  const pages = [...ids].map((id) => ({ id, name: names.page(id) }));
  return (
    <Page heading={texts.heading} hint={texts.hint}>
      <Beside
        form={
          <Section heading={texts.form}>
            <Surface>
              <ErasureForm account={account} accountName={accountName} pages={pages} />
            </Surface>
          </Section>
        }
      >
        <Section heading={texts.about}>
          <WhatGoes />
        </Section>
      </Beside>
      <Section heading={texts.list}>
        <ErasuresList account={account} pageName={names.page} />
      </Section>
    </Page>
  );
}

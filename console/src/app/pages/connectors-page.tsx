import { getRouteApi } from "@tanstack/react-router";
import { ConnectorsLibrary } from "../../features/connectors/connectors-library.tsx";
import type { ConnectorFilters } from "../../features/connectors/filter-connectors.ts";
import { texts } from "../../features/connectors/texts.ts";
import { Page } from "../../ui/page.tsx";

const route = getRouteApi("/frame/connectors");

export function ConnectorsPage() {
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  const show = (search: ConnectorFilters) => void navigate({ search, replace: true });
  return (
    <Page heading={texts.heading} hint={texts.hint}>
      <ConnectorsLibrary filters={filters} onChange={show} />
    </Page>
  );
}

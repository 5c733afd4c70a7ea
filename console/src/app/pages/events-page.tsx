import { getRouteApi } from "@tanstack/react-router";
import { EventFilters } from "../../features/events/event-filters.tsx";
import { EventsList } from "../../features/events/events-list.tsx";
import type { EventFilters as Filters } from "../../features/events/list-events.ts";
import { texts } from "../../features/events/texts.ts";
import { Page } from "../../ui/page.tsx";

const route = getRouteApi("/frame/accounts/$account/events");

export function EventsPage() {
  const { account } = route.useParams();
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  const show = (search: Filters) => void navigate({ search, replace: true });
  return (
    <Page heading={texts.heading}>
      <EventFilters filters={filters} onChange={show} />
      <EventsList account={account} filters={filters} onClear={() => show({})} />
    </Page>
  );
}

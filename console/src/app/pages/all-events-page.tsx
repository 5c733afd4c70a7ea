import { getRouteApi } from "@tanstack/react-router";
import { AccountSelect } from "../../features/accounts/account-select.tsx";
import type { EventFilters } from "../../features/events/list-events.ts";
import { EventsView } from "../events-view.tsx";

const route = getRouteApi("/frame/events");

/** Events across accounts. */
export function AllEventsPage() {
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  const show = (search: EventFilters) => void navigate({ search, replace: true });
  const place = <AccountSelect value={filters.account} onChange={(account) => show({ ...filters, account })} />;
  return <EventsView scope={null} filters={filters} onChange={show} place={place} />;
}

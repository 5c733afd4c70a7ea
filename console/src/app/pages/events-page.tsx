import { getRouteApi } from "@tanstack/react-router";
import { EventsView } from "../events-view.tsx";

const route = getRouteApi("/frame/accounts/$account/events");

export function EventsPage() {
  const { account } = route.useParams();
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <EventsView scope={account} filters={filters} onChange={(search) => void navigate({ search, replace: true })} />
  );
}

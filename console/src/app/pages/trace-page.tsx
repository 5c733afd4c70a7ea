import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { connectionsQuery } from "../../features/connections/list-connections.ts";
import { TraceView } from "../trace-view.tsx";

const route = getRouteApi("/frame/accounts/$account/trace");

export function TracePage() {
  const { account } = route.useParams();
  const wish = route.useSearch();
  const navigate = route.useNavigate();
  const { data = [] } = useQuery(connectionsQuery(account));
  const pages = data.flatMap(({ page, name }) => (page === null ? [] : [{ id: page.id, name: page.name ?? name }]));
  return <TraceView scope={account} wish={wish} pages={pages} onTrace={(search) => void navigate({ search })} />;
}

import { getRouteApi } from "@tanstack/react-router";
import { TraceView } from "../trace-view.tsx";

const route = getRouteApi("/frame/trace");

/** Across accounts, and in none. */
export function AllTracePage() {
  const wish = route.useSearch();
  const navigate = route.useNavigate();
  return <TraceView scope={null} wish={wish} pages={null} onTrace={(search) => void navigate({ search })} />;
}

import { useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { FirstSignInForm } from "../../features/session/first-sign-in-form.tsx";
import { sessionQuery } from "../../features/session/get-session.ts";

const route = getRouteApi("/first-sign-in");

export function FirstSignInPage() {
  const { token } = route.useSearch();
  const client = useQueryClient();
  const navigate = route.useNavigate();
  const onSignedIn = async () => {
    await client.fetchQuery({ ...sessionQuery, staleTime: 0 });
    await navigate({ to: "/" });
  };
  return <FirstSignInForm token={token} onSignedIn={onSignedIn} />;
}

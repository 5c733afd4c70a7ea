import { useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { sessionQuery } from "../../features/session/get-session.ts";
import { SignInForm } from "../../features/session/sign-in-form.tsx";

const route = getRouteApi("/sign-in");

export function SignInPage() {
  const { back } = route.useSearch();
  const client = useQueryClient();
  const router = useRouter();
  const onSignedIn = async () => {
    // What is under way may have been asked for before.
    await client.cancelQueries({ queryKey: sessionQuery.queryKey });
    await client.fetchQuery({ ...sessionQuery, staleTime: 0 });
    router.history.push(back ?? "/");
  };
  return <SignInForm onSignedIn={onSignedIn} />;
}

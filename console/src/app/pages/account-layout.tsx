import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Outlet } from "@tanstack/react-router";
import { accountQuery } from "../../features/accounts/get-account.ts";
import { Loaded } from "../../ui/loaded.tsx";
import { PagesOf } from "../../ui/page.tsx";

const route = getRouteApi("/frame/accounts/$account");

/** Everything inside one account; an account that is not there is said once, here. */
export function AccountLayout() {
  const { account } = route.useParams();
  const query = useQuery(accountQuery(account));
  return (
    <Loaded query={query} whole>
      {({ name }) => (
        <PagesOf value={name}>
          <Outlet />
        </PagesOf>
      )}
    </Loaded>
  );
}

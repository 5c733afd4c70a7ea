import { Button, Group, Stack } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { IconFilterOff, IconMessages } from "@tabler/icons-react";
import { useNames } from "../../features/connections/use-names.ts";
import { ConversationsTable } from "../../features/conversations/conversations-table.tsx";
import { conversationsQuery } from "../../features/conversations/list-conversations.ts";
import { texts } from "../../features/conversations/texts.ts";
import { texts as common } from "../../lib/texts.ts";
import { ButtonLink } from "../../ui/link.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { SearchInput } from "../../ui/search-input.tsx";

const route = getRouteApi("/frame/accounts/$account/conversations");

function Nobody({ account, onClear }: { account: string; onClear: (() => void) | null }) {
  if (onClear === null) {
    const action = (
      <ButtonLink to="/accounts/$account/connections" params={{ account }}>
        {texts.noneAct}
      </ButtonLink>
    );
    return <Notice icon={IconMessages} heading={texts.none} text={texts.noneHint} action={action} />;
  }
  const action = (
    <Button variant="default" onClick={onClear}>
      {common.clearFilters}
    </Button>
  );
  return <Notice icon={IconFilterOff} heading={texts.noneFiltered} text={texts.noneFilteredHint} action={action} />;
}

/** Whom the account talked with. */
export function ConversationsPage() {
  const { account } = route.useParams();
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  const names = useNames(account);
  const query = useInfiniteQuery(conversationsQuery(account, filters));
  const show = (person: string | undefined) => void navigate({ search: { person }, replace: true });
  const clear = filters.person === undefined ? null : () => show(undefined);
  return (
    <Page heading={texts.heading}>
      <Group role="search">
        <SearchInput label={texts.search} hint={texts.searchHint} value={filters.person} onChange={show} />
      </Group>
      <Loaded query={query} lines={10}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.items);
          if (rows.length === 0 && !query.hasNextPage) return <Nobody account={account} onClear={clear} />;
          return (
            <Stack gap="lg">
              <ConversationsTable account={account} conversations={rows} pageName={names.page} />
              <LoadMore query={query} />
            </Stack>
          );
        }}
      </Loaded>
    </Page>
  );
}

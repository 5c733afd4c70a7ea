import { Button, Group } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { IconMessages } from "@tabler/icons-react";
import type { Run } from "@velodrome/contract";
import { useMemo } from "react";
import { useNames } from "../../features/connections/use-names.ts";
import { ConversationTimeline } from "../../features/conversations/conversation-timeline.tsx";
import { conversationQuery } from "../../features/conversations/list-conversations.ts";
import { texts } from "../../features/conversations/texts.ts";
import { toTimeline } from "../../features/conversations/timeline.ts";
import { runLook } from "../../features/runs/run-look.ts";
import { texts as runTexts } from "../../features/runs/texts.ts";
import { Loaded } from "../../ui/loaded.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { StateMark } from "../../ui/state-mark.tsx";

const route = getRouteApi("/frame/accounts/$account/conversations/$page/$person");

function runWords(run: Run) {
  return (
    <>
      {run.cycleName ?? runTexts.gone} {runTexts.version(run.version)} <StateMark look={runLook[run.status]} />
    </>
  );
}

/** One person's exchange with one Page, the newest at the end. */
export function ConversationPage() {
  const { account, page, person } = route.useParams();
  const names = useNames(account);
  const query = useInfiniteQuery(conversationQuery(account, page, person));
  const moments = useMemo(() => toTimeline(query.data?.pages.flatMap(({ items }) => items) ?? []), [query.data]);
  return (
    <Page heading={texts.headingOf(person)} hint={texts.at(names.page(page))}>
      <Loaded query={query} lines={8}>
        {() =>
          moments.length === 0 ? (
            <Notice icon={IconMessages} heading={texts.nothing} text={texts.nothingHint} />
          ) : (
            <>
              {query.hasNextPage ? (
                <Group>
                  <Button
                    variant="default"
                    loading={query.isFetchingNextPage}
                    onClick={() => void query.fetchNextPage()}
                  >
                    {texts.older}
                  </Button>
                </Group>
              ) : null}
              <ConversationTimeline account={account} moments={moments} runWords={runWords} />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

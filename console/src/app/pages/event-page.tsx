import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useNames } from "../../features/connections/use-names.ts";
import { EventFacts } from "../../features/events/event-facts.tsx";
import { isMissed, routedLook } from "../../features/events/event-look.ts";
import { eventQuery } from "../../features/events/get-event.ts";
import { texts } from "../../features/events/texts.ts";
import { RunsOfEvent } from "../../features/runs/runs-of-event.tsx";
import { texts as runTexts } from "../../features/runs/texts.ts";
import { capital, spaced } from "../../lib/phrase.ts";
import { JsonPanel } from "../../ui/json-panel.tsx";
import { ButtonLink } from "../../ui/link.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Page, Section } from "../../ui/page.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { Surface } from "../../ui/surface.tsx";
import { ReplayEventButton } from "../replay-event-button.tsx";

const route = getRouteApi("/frame/accounts/$account/events/$event");

export function EventPage() {
  const { account, event: id } = route.useParams();
  const query = useQuery(eventQuery(account, id));
  const names = useNames(account);
  return (
    <Loaded query={query} whole>
      {(event) => (
        <Page
          heading={texts.eventOf(capital(spaced(event.kind)))}
          state={<StateMark strong look={routedLook(event)} />}
          actions={
            <>
              {event.page === null || event.person === null ? null : (
                <ButtonLink
                  to="/accounts/$account/conversations/$page/$person"
                  params={{ account, page: event.page, person: event.person }}
                  variant="default"
                >
                  {texts.openConversation}
                </ButtonLink>
              )}
              <ButtonLink to="/accounts/$account/trace" params={{ account }} search={{ event: id }} variant="default">
                {texts.trace}
              </ButtonLink>
              {isMissed(event) ? <ReplayEventButton account={account} event={id} /> : null}
            </>
          }
        >
          <Surface>
            <EventFacts event={event} names={names} />
          </Surface>
          <Section heading={runTexts.ofEvent}>
            <RunsOfEvent account={account} runs={event.runs} />
          </Section>
          <JsonPanel label={texts.item} value={event.item} none={texts.noItem} />
        </Page>
      )}
    </Loaded>
  );
}

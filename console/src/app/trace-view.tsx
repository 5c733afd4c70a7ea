import { Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Event, Trace } from "@velodrome/contract";
import { type TraceWish, isEnough, traceQuery } from "../features/trace/get-trace.ts";
import { texts } from "../features/trace/texts.ts";
import { TraceChain } from "../features/trace/trace-chain.tsx";
import { TraceForm } from "../features/trace/trace-form.tsx";
import type { Scope } from "../lib/request.ts";
import { ButtonLink, TextLink } from "../ui/link.tsx";
import { Loaded } from "../ui/loaded.tsx";
import { ExactMoment } from "../ui/moment.tsx";
import { Page, Section } from "../ui/page.tsx";
import { Surface } from "../ui/surface.tsx";
import { TraceActButton } from "./trace-act-button.tsx";

interface TraceViewProps {
  scope: Scope;
  wish: TraceWish;
  pages: readonly { id: string; name: string }[] | null;
  onTrace: (wish: TraceWish) => void;
}

/** The event that was found, in words. */
function Found({ event, scope }: { event: Event; scope: Scope }) {
  const account = scope ?? event.account;
  return (
    <Surface>
      <Stack gap="xs">
        <Text>
          <strong>{event.text === null ? texts.noText : texts.from(event.text)}</strong>{" "}
          <Text span inherit c="dimmed">
            <ExactMoment at={event.receivedAt} />
          </Text>
        </Text>
        {account === null ? null : (
          <Group gap="md">
            <TextLink to="/accounts/$account/events/$event" params={{ account, event: event.id }}>
              {texts.openEvent}
            </TextLink>
            {event.page === null || event.person === null ? null : (
              <TextLink
                to="/accounts/$account/conversations/$page/$person"
                params={{ account, page: event.page, person: event.person }}
              >
                {texts.openConversation}
              </TextLink>
            )}
          </Group>
        )}
      </Stack>
    </Surface>
  );
}

function Others({ events, onTrace }: { events: readonly Event[]; onTrace: TraceViewProps["onTrace"] }) {
  if (events.length === 0) return null;
  return (
    <Section heading={texts.others}>
      <Group gap="sm">
        {events.map(({ id, text, receivedAt }) => (
          <ButtonLink
            key={id}
            to="."
            search={(before: object) => before}
            variant="default"
            onClick={(click) => {
              click.preventDefault();
              onTrace({ event: id });
            }}
          >
            {text ?? texts.noText} · <ExactMoment at={receivedAt} />
          </ButtonLink>
        ))}
      </Group>
    </Section>
  );
}

function Way({ trace, scope, onTrace }: { trace: Trace } & Pick<TraceViewProps, "scope" | "onTrace">) {
  return (
    <Stack gap="lg">
      {trace.event === null ? null : <Found event={trace.event} scope={scope} />}
      <Section heading={texts.chain}>
        <TraceChain
          findings={trace.findings}
          actOf={({ act }) => (act === null ? null : <TraceActButton act={act} own={scope} />)}
        />
      </Section>
      <Others events={trace.others} onTrace={onTrace} />
    </Stack>
  );
}

/** From what somebody knows of a message to where it came to. */
export function TraceView({ scope, wish, pages, onTrace }: TraceViewProps) {
  const query = useQuery(traceQuery(scope, wish));
  // Come to from an event, the form says which message is traced.
  const mid = wish.mid ?? (wish.event === undefined ? undefined : (query.data?.event?.mid ?? undefined));
  return (
    <Page heading={texts.heading} hint={texts.hint}>
      <TraceForm key={JSON.stringify([wish, mid])} wish={{ ...wish, mid }} pages={pages} onTrace={onTrace} />
      {isEnough(wish) ? (
        <Loaded query={query}>{(trace) => <Way trace={trace} scope={scope} onTrace={onTrace} />}</Loaded>
      ) : null}
    </Page>
  );
}

import type { Event } from "@velodrome/contract";
import type { Names } from "../../lib/names.ts";
import { capital, spaced } from "../../lib/phrase.ts";
import { Facts } from "../../ui/facts.tsx";
import { ExactMoment, Moment } from "../../ui/moment.tsx";
import classes from "./event-facts.module.css";
import { texts } from "./texts.ts";

/** What is known of an event besides its item. */
export function EventFacts({ event, names }: { event: Event; names: Names }) {
  const facts = [
    { name: texts.kind, value: capital(spaced(event.kind)) },
    { name: texts.text, value: event.text ?? texts.noText },
    { name: texts.person, value: event.person ?? texts.unknown },
    { name: texts.page, value: event.page === null ? texts.unknown : names.page(event.page) },
    { name: texts.mid, value: event.mid ?? texts.unknown },
    { name: texts.channel, value: capital(spaced(event.channel)) },
    {
      name: texts.received,
      value: (
        <>
          <ExactMoment at={event.receivedAt} />{" "}
          <span className={classes.whole}>
            (<Moment at={event.receivedAt} />)
          </span>
        </>
      ),
    },
    { name: texts.occurred, value: event.occurredAt === null ? texts.unknown : <ExactMoment at={event.occurredAt} /> },
  ];
  return <Facts facts={facts} />;
}

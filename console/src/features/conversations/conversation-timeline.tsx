import { IconAlertTriangle, IconCheck, IconChecks, IconEye, type Icon } from "@tabler/icons-react";
import type { Receipt, Run } from "@velodrome/contract";
import type { ReactNode } from "react";
import { capital, spaced } from "../../lib/phrase.ts";
import { serverWords } from "../../lib/server-words.ts";
import { TextLink } from "../../ui/link.tsx";
import { ExactMoment } from "../../ui/moment.tsx";
import classes from "./conversation-timeline.module.css";
import { texts } from "./texts.ts";
import type { Moment } from "./timeline.ts";

interface TimelineProps {
  account: string;
  moments: readonly Moment[];
  /** A run's state and cycle, in words. */
  runWords: (run: Run) => ReactNode;
}

function Told({ told }: { told: Receipt["state"] | null }) {
  const looks: Record<"seen" | "delivered" | "sent", [Icon, string]> = {
    seen: [IconEye, texts.seen],
    delivered: [IconChecks, texts.delivered],
    sent: [IconCheck, texts.notTold],
  };
  const [Sign, word] = looks[told ?? "sent"];
  return (
    <span className={classes.told}>
      <Sign className={classes.icon} aria-hidden="true" />
      {word}
    </span>
  );
}

function Bubble({ side, foot, children }: { side: "person" | "page"; foot: ReactNode; children: ReactNode }) {
  return (
    <li className={classes.row} data-side={side}>
      <div className={classes.bubble} dir="auto">
        {children}
      </div>
      <div className={classes.foot}>{foot}</div>
    </li>
  );
}

type Of<Kind extends Moment["kind"]> = Extract<Moment, { kind: Kind }>;

function Person({ account, moment: { at, event } }: { account: string; moment: Of<"person"> }) {
  const foot = (
    <>
      <ExactMoment at={at} />
      <TextLink to="/accounts/$account/events/$event" params={{ account, event: event.id }}>
        {texts.open}
      </TextLink>
      <TextLink to="/accounts/$account/trace" params={{ account }} search={{ event: event.id }}>
        {texts.trace}
      </TextLink>
    </>
  );
  return (
    <Bubble side="person" foot={foot}>
      {event.text ?? capital(spaced(event.kind))}
    </Bubble>
  );
}

function Answer({ moment: { at, text, by, told } }: { moment: Of<"page"> }) {
  const foot = (
    <>
      <Told told={told} />
      {texts.tellsPage(by)}
      <ExactMoment at={at} />
    </>
  );
  return (
    <Bubble side="page" foot={foot}>
      {text ?? "…"}
    </Bubble>
  );
}

function Failed({ moment: { at, reply } }: { moment: Of<"failed"> }) {
  return (
    <li className={classes.row} data-side="page">
      <div className={classes.bubble} data-failed>
        <IconAlertTriangle className={classes.icon} aria-hidden="true" /> {texts.failed(reply.name ?? reply.step)}
        {reply.error === null ? null : (
          <>
            : {serverWords(reply.error.message)} <code className={classes.code}>{reply.error.code}</code>
          </>
        )}
      </div>
      <div className={classes.foot}>
        <ExactMoment at={at} />
      </div>
    </li>
  );
}

function One({ account, moment, runWords }: { account: string; moment: Moment } & Pick<TimelineProps, "runWords">) {
  switch (moment.kind) {
    case "person":
      return <Person account={account} moment={moment} />;
    case "page":
      return <Answer moment={moment} />;
    case "failed":
      return <Failed moment={moment} />;
    case "run":
      return (
        <li className={classes.note}>
          <TextLink to="/accounts/$account/runs/$run" params={{ account, run: moment.run.id }}>
            {texts.run}
          </TextLink>{" "}
          {runWords(moment.run)}
        </li>
      );
    case "note":
      return (
        <li className={classes.note}>
          <TextLink to="/accounts/$account/events/$event" params={{ account, event: moment.event.id }}>
            {capital(spaced(moment.event.kind))}
          </TextLink>{" "}
          <bdi>{moment.event.text}</bdi> <ExactMoment at={moment.at} />
        </li>
      );
  }
}

/** What two said to each other, with what happened in between. */
export function ConversationTimeline({ account, moments, runWords }: TimelineProps) {
  return (
    <ol className={classes.timeline}>
      {moments.map((moment) => (
        <One key={moment.id} account={account} moment={moment} runWords={runWords} />
      ))}
    </ol>
  );
}

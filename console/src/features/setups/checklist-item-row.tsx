import { Anchor, Checkbox, Text, Title } from "@mantine/core";
import { type ChecklistItem, type ChecklistRow, type PersonTick, personTicks, type Setup } from "@velodrome/contract";
import { IconAlertTriangle, IconCircle, IconCircleCheckFilled, IconHelpCircle } from "@tabler/icons-react";
import { useState } from "react";
import { localeOf } from "../../lib/locale.ts";
import { serverWords } from "../../lib/server-words.ts";
import { clockTime } from "../../lib/relative-time.ts";
import { useNow } from "../../lib/ticker.ts";
import { Disclosure } from "../../ui/disclosure.tsx";
import { ButtonLink } from "../../ui/link.tsx";
import { Moment } from "../../ui/moment.tsx";
import { type StateLook, StateMark } from "../../ui/state-mark.tsx";
import classes from "./checklist.module.css";
import { dashboardOf, metaPageOf, placeOf } from "./checklist-places.ts";
import { texts } from "./checklist-texts.ts";
import { ChecklistValues } from "./checklist-values.tsx";
import { RegisterButton } from "./register-button.tsx";
import { isDoubted, type Rejection, rejectionWords } from "./rejection-words.ts";
import type { SetupActs } from "./use-setup-acts.ts";

interface RowProps {
  row: ChecklistRow;
  setup: Setup;
  acts: SetupActs;
  metaApp: boolean;
  unreachable: string | null;
  /** What is chosen at the application now. */
  fields: readonly string[];
  rejections: readonly Rejection[];
  /** Whether the button that registers the webhook stands here. */
  registers: boolean;
}

const looks: Record<ChecklistRow["state"], StateLook> = {
  done: { tone: "neutral", icon: IconCircleCheckFilled, word: texts.states.done },
  open: { tone: "neutral", icon: IconCircle, word: texts.states.open },
  failed: { tone: "red", icon: IconAlertTriangle, word: texts.states.failed },
  unknown: { tone: "violet", icon: IconHelpCircle, word: texts.states.unknown },
};

const doubted: StateLook = { tone: "amber", icon: IconAlertTriangle, word: texts.states.doubted };

const asTick = (item: ChecklistItem): PersonTick | null => personTicks.find((tick) => tick === item) ?? null;

function RejectionLine({ rejection }: { rejection: Rejection }) {
  const now = useNow();
  const time = (at: string) => clockTime(at, now, localeOf(navigator.languages));
  return (
    <div className={classes.rejection} data-over={rejection.since === null || undefined} role="status">
      <IconAlertTriangle className={classes.icon} aria-hidden="true" />
      <span>{rejectionWords(rejection, time)}</span>
    </div>
  );
}

/** What only a person can know, to be ticked by one. */
function Tick({ tick, setup, acts }: { tick: PersonTick; setup: Setup; acts: SetupActs }) {
  const [wanted, setWanted] = useState<boolean | null>(null);
  const change = (checked: boolean) => {
    setWanted(checked);
    const settled = () => setWanted(null);
    // That it failed is said by the page, and the tick goes back.
    acts.patch.mutateAsync({ ticks: { [tick]: checked } }).then(settled, settled);
  };
  return (
    <Checkbox
      label={texts.ticks[tick]}
      checked={wanted ?? setup.ticks[tick] !== undefined}
      onChange={(event) => change(event.currentTarget.checked)}
    />
  );
}

function Place({ item }: { item: ChecklistItem }) {
  const place = placeOf(item);
  if (place === null) return null;
  return (
    <Disclosure label={texts.where}>
      <dl className={classes.places}>
        <dt>{texts.today}</dt>
        <dd>{place.today}</dd>
        <dt>{texts.older}</dt>
        <dd>{place.older}</dd>
      </dl>
    </Disclosure>
  );
}

function Foot({ item, setup }: { item: ChecklistItem; setup: Setup }) {
  const title = texts.titles[item];
  const metaPage = metaPageOf(item);
  const elsewhere = (href: string, label: string) => (
    <Anchor inherit href={href} target="_blank" rel="noopener" aria-label={texts.about(label, title)}>
      {label}
    </Anchor>
  );
  return (
    <div className={classes.foot}>
      <Place item={item} />
      {placeOf(item) === null ? null : elsewhere(dashboardOf(setup), texts.openApp)}
      {metaPage === null ? null : elsewhere(metaPage, texts.metaPage)}
      {elsewhere(`/guide/${setup.connector}#${item}`, texts.guide)}
    </div>
  );
}

/** Rows that are mended elsewhere in the console. */
function WayToMend({ item }: { item: ChecklistItem }) {
  if (item === "public-address") {
    return (
      <ButtonLink to="/settings/general" variant="default">
        {texts.openSettings}
      </ButtonLink>
    );
  }
  if (item === "page-connected") {
    return (
      <ButtonLink to="/accounts" variant="default">
        {texts.openAccounts}
      </ButtonLink>
    );
  }
  return null;
}

/** One row: its state, what is so, what to copy, where that goes. */
export function ChecklistItemRow({ row, setup, acts, metaApp, unreachable, fields, rejections, registers }: RowProps) {
  const { item, state, message, at } = row;
  const tick = asTick(item);
  // What was turned away just now says the same, and goes on counting.
  const told = state === "failed" && rejections.some(({ since }) => since !== null);
  return (
    <li className={classes.row} data-item={item} data-state={state}>
      <StateMark look={isDoubted(row, rejections) ? doubted : looks[state]} />
      <div className={classes.words}>
        <div>
          <Title order={3} className={classes.title}>
            {texts.titles[item]}
          </Title>
          {told ? null : (
            <Text size="sm" c="dimmed">
              {at === null ? serverWords(message) : serverWords(message).replace(/\.$/, "")}
              {at === null ? null : (
                <>
                  {" · "}
                  <Moment at={at} />
                </>
              )}
            </Text>
          )}
        </div>
        {rejections.map((rejection) => (
          <RejectionLine key={rejection.reason} rejection={rejection} />
        ))}
        <ChecklistValues item={item} setup={setup} fields={fields} />
        {registers ? <RegisterButton setup={setup} acts={acts} unreachable={unreachable} /> : null}
        {state === "done" ? null : <WayToMend item={item} />}
        {tick === null ? null : <Tick tick={tick} setup={setup} acts={acts} />}
        {metaApp ? <Foot item={item} setup={setup} /> : null}
      </div>
    </li>
  );
}

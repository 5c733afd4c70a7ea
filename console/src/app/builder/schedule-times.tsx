import { List, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { CycleWithDocument, ScheduleStep } from "@velodrome/contract";
import { accountQuery } from "../../features/accounts/get-account.ts";
import { stepDetailQuery } from "../../features/cycles/get-step-detail.ts";
import { localeOf } from "../../lib/locale.ts";
import { minuteTime } from "../../lib/relative-time.ts";
import { ExactMoment } from "../../ui/moment.tsx";
import { texts } from "../texts.ts";

interface ScheduleTimesProps {
  account: string;
  cycle: CycleWithDocument;
  step: ScheduleStep;
}

/** When a schedule fires next: in the reader's time, and in the zone it goes by where clocks show another there. */
export function ScheduleTimes({ account, cycle, step }: ScheduleTimesProps) {
  const isSaved = cycle.document.steps.some(({ id }) => id === step.id);
  const asked = stepDetailQuery(account, { cycle: cycle.id, revision: cycle.revision }, step.id);
  const { data } = useQuery({ ...asked, enabled: isSaved });
  const { data: whose } = useQuery(accountQuery(account));
  const times = data?.id === step.id ? data.nextTimes : [];
  if (times.length === 0) return null;
  const locale = localeOf(navigator.languages);
  const zone = step.cron === undefined ? undefined : (step.timezone ?? whose?.timezone);
  const there = (at: string): string | null => {
    if (zone === undefined) return null;
    const words = minuteTime(at, locale, zone);
    return words === minuteTime(at, locale) ? null : texts.inZone(words, zone);
  };
  return (
    <div>
      <Text size="sm" fw="medium">
        {texts.nextTimes}
      </Text>
      <List size="sm" listStyleType="none">
        {times.map((at) => (
          <List.Item key={at}>
            <ExactMoment at={at} />
            {there(at) === null ? null : (
              <Text size="sm" c="dimmed">
                <bdi>{there(at)}</bdi>
              </Text>
            )}
          </List.Item>
        ))}
      </List>
    </div>
  );
}

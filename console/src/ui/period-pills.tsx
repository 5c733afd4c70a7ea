import { clockTime } from "../lib/relative-time.ts";
import { localeOf } from "../lib/locale.ts";
import { texts } from "../lib/texts.ts";
import { FilterPills } from "./filter-pills.tsx";
import type { MoreFilter } from "./more-filters.tsx";

interface PeriodPillsProps {
  fields: readonly MoreFilter[];
  values: Readonly<Record<string, string | undefined>>;
  onChange: (dropped: Record<string, undefined>) => void;
}

/** What is set behind the button of more filters. */
export function PeriodAndFieldPills({ fields, values, onChange }: PeriodPillsProps) {
  const locale = localeOf(navigator.languages);
  const ends = (["from", "to"] as const).flatMap((end) => {
    const moment = values[end];
    return moment === undefined
      ? []
      : [{ key: end, label: texts.ends[end], value: clockTime(moment, Date.now(), locale) }];
  });
  const others = fields.flatMap(({ key, label }) => {
    const value = values[key];
    return value === undefined ? [] : [{ key, label, value }];
  });
  return <FilterPills pills={[...ends, ...others]} onDrop={(key) => onChange({ [key]: undefined })} />;
}

import { asFields } from "./field.ts";

/** What Meta tells in `X-App-Usage`, `X-Page-Usage` and `X-Business-Use-Case-Usage`. */
export interface Usage {
  /** The highest of its percentages; 100 is all that is allowed. */
  percent: number;
  /** Minutes until there is room again, where it is used up already. */
  regainMinutes: number;
}

const shares = ["call_count", "total_time", "total_cputime"] as const;
const none: Usage = { percent: 0, regainMinutes: 0 };

/** A usage header: one object of percentages, or lists of them by business. What cannot be read says nothing. */
export function readUsage(header: string | undefined): Usage {
  if (header === undefined) return none;
  const told = asFields(parsed(header));
  if (told === null) return none;
  const all = [told, ...Object.values(told).flatMap((each): unknown[] => (Array.isArray(each) ? each : []))];
  return all.map(usageOf).reduce(worse, none);
}

function usageOf(entry: unknown): Usage {
  const fields = asFields(entry) ?? {};
  return {
    percent: Math.max(...shares.map((share) => amount(fields[share]))),
    regainMinutes: amount(fields.estimated_time_to_regain_access),
  };
}

const amount = (value: unknown): number => (typeof value === "number" && value > 0 ? value : 0);

const worse = (one: Usage, other: Usage): Usage => ({
  percent: Math.max(one.percent, other.percent),
  regainMinutes: Math.max(one.regainMinutes, other.regainMinutes),
});

/** The header only advises: what cannot be read says nothing. */
function parsed(header: string): unknown {
  try {
    return JSON.parse(header);
  } catch {
    return null;
  }
}

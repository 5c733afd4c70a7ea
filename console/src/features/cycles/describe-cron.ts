const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"] as const;
const shortNames = weekdays.map((name) => name.slice(0, 3).toUpperCase());

/** A number within bounds; null for anything else that may stand in a pattern. */
function numberIn(text: string, least: number, most: number): number | null {
  const number = /^\d{1,2}$/.test(text) ? Number(text) : null;
  return number !== null && number >= least && number <= most ? number : null;
}

/** A day of the week as a number or three letters; 7 is Sunday too. */
function weekday(text: string): string | null {
  const number = shortNames.includes(text.toUpperCase())
    ? shortNames.indexOf(text.toUpperCase())
    : numberIn(text, 0, 7);
  return number === null ? null : (weekdays[number % 7] ?? null);
}

function weekdaysIn(text: string): string | null {
  const [first = "", last, ...more] = text.split("-");
  if (last !== undefined) {
    const [from, to] = [weekday(first), weekday(last)];
    return from === null || to === null || more.length > 0 ? null : `${from} to ${to}`;
  }
  const days = text.split(",").map(weekday);
  return days.includes(null) ? null : `Every ${days.join(" and ")}`;
}

function daysIn([day = "", month = "", week = ""]: readonly string[]): string | null {
  if (month !== "*") return null;
  if (day === "*") return week === "*" ? "Every day" : weekdaysIn(week);
  const number = numberIn(day, 1, 31);
  return number === null || week !== "*" ? null : `On day ${number} of every month`;
}

const twoDigits = (number: number): string => String(number).padStart(2, "0");

/**
 * When a cron pattern of five parts comes round, for the patterns that most people write: at one time on some days, or every
 * so many minutes. Null for all others, which say best themselves what they mean.
 */
export function describeCron(pattern: string): string | null {
  const parts = pattern.trim().split(/\s+/);
  if (parts.length !== 5) return null;
  const [minutes = "", hours = "", ...days] = parts;
  const on = daysIn(days);
  if (on === null) return null;
  const [minute, hour] = [numberIn(minutes, 0, 59), numberIn(hours, 0, 23)];
  if (minute !== null && hour !== null) return `${on} at ${twoDigits(hour)}:${twoDigits(minute)}`;
  if (hours !== "*" || on !== "Every day") return null;
  if (minute !== null) return minute === 0 ? "Every hour" : `Every hour, ${minute} minutes past`;
  const step = numberIn(minutes.replace(/^\*\//, ""), 2, 59);
  return step !== null && minutes.startsWith("*/") && 60 % step === 0 ? `Every ${step} minutes` : null;
}

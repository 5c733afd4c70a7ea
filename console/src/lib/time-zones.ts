/** Today's names of zones that browsers list by those they had long ago. */
const renamed: Readonly<Record<string, string>> = {
  "Africa/Asmera": "Africa/Asmara",
  "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
  "America/Catamarca": "America/Argentina/Catamarca",
  "America/Coral_Harbour": "America/Atikokan",
  "America/Cordoba": "America/Argentina/Cordoba",
  "America/Godthab": "America/Nuuk",
  "America/Indianapolis": "America/Indiana/Indianapolis",
  "America/Jujuy": "America/Argentina/Jujuy",
  "America/Louisville": "America/Kentucky/Louisville",
  "America/Mendoza": "America/Argentina/Mendoza",
  "Asia/Calcutta": "Asia/Kolkata",
  "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Rangoon": "Asia/Yangon",
  "Asia/Saigon": "Asia/Ho_Chi_Minh",
  "Atlantic/Faeroe": "Atlantic/Faroe",
  "Europe/Kiev": "Europe/Kyiv",
  "Pacific/Enderbury": "Pacific/Kanton",
  "Pacific/Ponape": "Pacific/Pohnpei",
  "Pacific/Truk": "Pacific/Chuuk",
};

function isKnown(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** By the name it has today, where this browser knows that. */
function presentName(zone: string): string {
  const name = renamed[zone];
  return name !== undefined && isKnown(name) ? name : zone;
}

/** UTC is no zone of a place, so browsers do not list it. */
const zones = [...new Set(["UTC", ...Intl.supportedValuesOf("timeZone").map(presentName).toSorted()])];

/** All that can be chosen; with the one that is, which may be written by an older name. */
export const zonesWith = (chosen: string | null): readonly string[] =>
  chosen === null || zones.includes(chosen) ? zones : [chosen, ...zones];

/** The zone of whoever is at the browser; UTC where it does not say, or says what is none. */
export function ownZone(): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return timeZone !== undefined && isKnown(timeZone) ? presentName(timeZone) : "UTC";
}

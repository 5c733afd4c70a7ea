/** Browsers hand on what the system is set to, which need not be a language tag ("en-US@posix"); Intl throws on those. */
function isLanguageTag(language: string): boolean {
  try {
    return Intl.getCanonicalLocales(language).length === 1;
  } catch {
    return false;
  }
}

/** Numbers and dates follow the person's own locale; undefined leaves it to the browser. */
export const localeOf = (languages: readonly string[]): string | undefined => languages.find(isLanguageTag);

/** Words of time stand in English sentences, so they take the person's own English or plain English. */
export const wordLocaleOf = (languages: readonly string[]): string =>
  languages.find((language) => /^en\b/i.test(language) && isLanguageTag(language)) ?? "en";

/** A count as a person reads it. */
export const countInWords = (count: number): string => count.toLocaleString(localeOf(navigator.languages));

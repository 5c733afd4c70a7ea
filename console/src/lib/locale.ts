/** Numbers and dates follow the person's own locale. */
export const localeOf = (languages: readonly string[]): string | undefined => languages[0];

/** Words of time stand in English sentences, so they take the person's own English or plain English. */
export const wordLocaleOf = (languages: readonly string[]): string => languages.find((l) => /^en\b/i.test(l)) ?? "en";

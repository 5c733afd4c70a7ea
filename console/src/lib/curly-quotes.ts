/** Names stand in curly quotes, as in the console's own texts; JSON and inches are no names. */
export const curlyQuotes = (words: string): string =>
  words.replace(/(?<=^|[\s(])"(\S(?:[^"]*\S)?)"(?=$|[\s).,:;?])/g, "“$1”");

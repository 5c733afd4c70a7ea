/** A LIKE pattern for texts that begin with this one, whatever characters it holds. */
export const startsWith = (text: string): string => `${text.replace(/[\\%_]/g, (special) => `\\${special}`)}%`;

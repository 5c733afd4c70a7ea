const literal = (text: string): string => text.replace(/[\\%_]/g, (special) => `\\${special}`);

/** A LIKE pattern for texts that begin with this one, whatever characters it holds. */
export const startsWith = (text: string): string => `${literal(text)}%`;

/** A LIKE pattern for texts that have this one anywhere. */
export const contains = (text: string): string => `%${literal(text)}%`;

/**
 * What an address or a command is made of, so that it goes on in a next line behind a host, a slash or a space and nowhere else
 * while there is room: joined again, the pieces are the value.
 */
export const valuePieces = (value: string): readonly string[] =>
  value.match(/\s+|\w+:\/\/[^\s/]*\/*|[^\s/]+\/*|\/+/g) ?? [];

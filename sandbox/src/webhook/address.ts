const ownMachine = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Whether Meta would call or redirect to it: https only, but for the developer's own machine. */
export function isAllowedAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === "https:" || (protocol === "http:" && ownMachine.has(hostname));
}

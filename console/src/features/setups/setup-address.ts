/** Path of a connector's Setups, of one of them, or of an act on it. */
export const setupAddress = (connector: string, ...parts: string[]): string =>
  ["/v1/connectors", connector, "setups", ...parts]
    .map((part, index) => (index === 0 ? part : encodeURIComponent(part)))
    .join("/");

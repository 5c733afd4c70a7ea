import type { Connection, Connector, Setup } from "@velodrome/contract";

/** Whether it is to be said that the app is in development. Only Meta's apps have such a mode, and the sandbox's have none. */
export const isInDevelopment = (
  { sandbox }: Pick<Connection, "sandbox">,
  setup: Pick<Setup, "live"> | null,
  connector: Pick<Connector, "setup"> | null,
): boolean => setup !== null && !setup.live && !sandbox && connector !== null && connector.setup.versions.length > 0;

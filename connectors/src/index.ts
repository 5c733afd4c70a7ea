import { type ConnectorMap, connectorMap } from "@velodrome/kit";
import { facebookMessenger } from "./facebook-messenger/facebook-messenger.ts";

/** Every built-in connector: this is the one list. */
export const connectors: ConnectorMap = connectorMap([facebookMessenger]);

import { type ConnectorMap, connectorMap } from "@velodrome/kit";
import { facebookMessenger } from "./facebook-messenger/facebook-messenger.ts";
import { http } from "./http/http.ts";

/** Every built-in connector: this is the one list. */
export const connectors: ConnectorMap = connectorMap([facebookMessenger, http]);

import { generalSettings, generalSettingsPatch } from "@velodrome/contract";
import type { Settings } from "../account/settings.ts";
import type { Api } from "./api.ts";

const tags = ["Installation"];

export function registerSettings(api: Api, deps: { settings: Settings }): void {
  api.get(
    "/v1/settings/general",
    { schema: { tags, summary: "Read the general settings", response: { 200: generalSettings } } },
    () => deps.settings.general(),
  );
  api.patch(
    "/v1/settings/general",
    {
      schema: {
        tags,
        summary: "Change the general settings",
        body: generalSettingsPatch,
        response: { 200: generalSettings },
      },
    },
    (request) => deps.settings.changeGeneral(request.body),
  );
}

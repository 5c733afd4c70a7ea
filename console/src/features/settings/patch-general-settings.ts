import { type GeneralSettingsPatch, generalSettings } from "@velodrome/contract";
import { request } from "../../lib/request.ts";

export const patchGeneralSettings = (body: GeneralSettingsPatch) =>
  request(generalSettings, "/v1/settings/general", { method: "PATCH", body });

import { generalSettings, generalSettingsPatch, testMail, testMailSent } from "@velodrome/contract";
import { sendTestMail, type TestMailDeps } from "../account/test-mail.ts";
import { changeGeneral, type GeneralSettingsDeps, readGeneral } from "../connection/domain-change.ts";
import type { Api } from "./api.ts";
import { callerOf } from "./authorize.ts";

const tags = ["Installation"];

export interface SettingsRouteDeps extends GeneralSettingsDeps, TestMailDeps {}

export function registerSettings(api: Api, deps: SettingsRouteDeps): void {
  api.get(
    "/v1/settings/general",
    { schema: { tags, summary: "Read the general settings", response: { 200: generalSettings } } },
    () => readGeneral(deps),
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
    (request) => changeGeneral(deps, callerOf(request), request.body),
  );
  api.post(
    "/v1/settings/general/test-mail",
    { schema: { tags, summary: "Send a test mail", body: testMail, response: { 200: testMailSent } } },
    (request) => sendTestMail(deps, request.body),
  );
}

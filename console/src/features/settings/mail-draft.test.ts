import { generalSettingsPatch } from "@velodrome/contract";
import { describe, expect, it } from "vitest";
import { mailDraftOf, mailProblems, toMailPatch } from "./mail-draft.ts";

const kept = {
  smtp: { host: "mail.example.com", port: 465, secure: true, username: "u", hasPassword: true, from: "a@example.com" },
  noticeEmail: "ops@example.com",
};

describe("mail settings in the form", () => {
  it("are sent as they are kept, without a password that nobody entered", () => {
    const patch = toMailPatch(mailDraftOf(kept));
    expect(patch).toEqual({
      noticeEmail: "ops@example.com",
      smtp: { host: "mail.example.com", port: 465, secure: true, username: "u", from: "a@example.com" },
    });
    expect(generalSettingsPatch.parse(patch)).toEqual(patch);
  });

  it("send a password that was entered, with its spaces", () => {
    expect(toMailPatch({ ...mailDraftOf(kept), password: " p " }).smtp?.password).toBe(" p ");
  });

  it("end mail when the server is emptied", () => {
    expect(toMailPatch({ ...mailDraftOf(kept), host: " ", noticeEmail: "" })).toEqual({
      noticeEmail: null,
      smtp: null,
    });
    expect(mailProblems(mailDraftOf({ smtp: null, noticeEmail: null }))).toEqual({});
  });

  it("name what is wrong", () => {
    const wrong = { ...mailDraftOf(kept), port: "70000", from: "", noticeEmail: "ops" };
    expect(Object.keys(mailProblems(wrong)).sort()).toEqual(["from", "noticeEmail", "port"]);
  });
});

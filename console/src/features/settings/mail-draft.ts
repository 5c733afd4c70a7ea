import type { GeneralSettings, GeneralSettingsPatch } from "@velodrome/contract";
import { texts } from "./texts.ts";

/** Mail settings as they stand in the form. The password is empty unless a new one was entered. */
export interface MailDraft {
  host: string;
  port: string;
  secure: boolean;
  username: string;
  password: string;
  from: string;
  noticeEmail: string;
}

type Kept = Pick<GeneralSettings, "smtp" | "noticeEmail">;

const usualPort = "587";

export const mailDraftOf = ({ smtp, noticeEmail }: Kept): MailDraft => ({
  host: smtp?.host ?? "",
  port: smtp === null ? usualPort : String(smtp.port),
  secure: smtp?.secure ?? false,
  username: smtp?.username ?? "",
  password: "",
  from: smtp?.from ?? "",
  noticeEmail: noticeEmail ?? "",
});

/** What is sent. Without a server no mail is; without a new password the kept one stays. */
export function toMailPatch(draft: MailDraft): GeneralSettingsPatch {
  const noticeEmail = draft.noticeEmail.trim() === "" ? null : draft.noticeEmail.trim();
  if (draft.host.trim() === "") return { noticeEmail, smtp: null };
  return {
    noticeEmail,
    smtp: {
      host: draft.host.trim(),
      port: Number(draft.port),
      secure: draft.secure,
      username: draft.username.trim() === "" ? null : draft.username.trim(),
      ...(draft.password === "" ? {} : { password: draft.password }),
      from: draft.from.trim(),
    },
  };
}

export type MailProblems = Partial<Record<keyof MailDraft, string>>;

const isPort = (text: string): boolean => /^\d+$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= 65_535;

/** What can be seen to be wrong before anything is sent, by field. */
export function mailProblems(draft: MailDraft): MailProblems {
  const problems: MailProblems = {};
  if (draft.noticeEmail.trim() !== "" && !/^\S+@\S+\.\S+$/.test(draft.noticeEmail.trim())) {
    problems.noticeEmail = texts.problems.noticeEmail;
  }
  if (draft.host.trim() === "") return problems;
  if (!isPort(draft.port)) problems.port = texts.problems.port;
  if (draft.from.trim().length < 3) problems.from = texts.problems.from;
  return problems;
}

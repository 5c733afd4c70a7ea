import type { TestMail, TestMailSent } from "@velodrome/contract";
import { AppError } from "../base/app-error.ts";
import type { SendMail } from "./mail.ts";
import type { Settings } from "./settings.ts";

export interface TestMailDeps {
  settings: Settings;
  sendMail: SendMail;
}

/**
 * Sends a mail at once, so that a person sees whether the settings are right.
 * @throws AppError mail_failed
 */
export async function sendTestMail(deps: TestMailDeps, wanted: TestMail): Promise<TestMailSent> {
  const smtp = await deps.settings.openSmtp();
  const { displayName, serviceDomain, noticeEmail } = await deps.settings.general();
  const to = wanted.to ?? noticeEmail;
  if (smtp === null || to === null) {
    const missing = smtp === null ? "No mail server is set" : "No address for notices is set";
    throw new AppError("mail_failed", { message: `${missing}: enter one and save it first.` });
  }
  try {
    await deps.sendMail(smtp, {
      to,
      senderName: displayName,
      subject: `Test mail from ${displayName}`,
      paragraphs: [`Mail from ${serviceDomain} arrives. What has to be mended will be told in this way.`],
      link: null,
    });
    return { to };
  } catch (error) {
    throw new AppError(
      "mail_failed",
      {
        message: `The mail server ${smtp.host}:${smtp.port} did not take the mail: ${failureOf(smtp.password, error)}`,
      },
      { cause: error },
    );
  }
}

/** In one line, without the password that a server might repeat. */
export function failureOf(password: string | null, error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const line = text.replace(/\s+/g, " ").slice(0, 300);
  return password === null ? line : line.replaceAll(password, "[redacted]");
}

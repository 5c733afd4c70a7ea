import { z } from "zod";
import { cleanUp, concurrency, retention } from "./retention.ts";

/** General settings of the installation. `local` says that Facebook cannot reach this host. */
export const generalSettings = z.object({
  serviceDomain: z.string(),
  displayName: z.string(),
  /** A picture as a `data:` address, shown to people where they connect; null: the name alone. */
  logo: z.string().nullable(),
  publicUrl: z.string(),
  local: z.boolean(),
  /** Origins to which a person may be led back after connecting. */
  returnOrigins: z.array(z.string()),
  /** Where mail leaves; null: none is sent. The password is taken, never answered. */
  smtp: z
    .object({
      host: z.string(),
      port: z.number().int(),
      secure: z.boolean(),
      username: z.string().nullable(),
      hasPassword: z.boolean(),
      from: z.string(),
    })
    .nullable(),
  /** Who hears of what the partner has to mend. */
  noticeEmail: z.string().nullable(),
  /** What became of the webhooks since the Service Domain last changed, an entry per Setup; null before the first change. */
  domainChange: z
    .object({
      from: z.string(),
      to: z.string(),
      changedAt: z.string(),
      apps: z.array(
        z.object({
          connector: z.string(),
          setup: z.string(),
          name: z.string(),
          state: z.enum(["waiting", "done", "failed", "by_hand"]),
          message: z.string(),
        }),
      ),
    })
    .nullable(),
  /** For how many days history is kept, unless an account or a cycle has it otherwise. */
  retention,
  /** Null before the first one. */
  cleanUp: cleanUp.nullable(),
  /** Runs that execute at once on each worker, of all accounts together. */
  concurrency,
  /** Address of the sandbox when this installation runs one. */
  sandboxUrl: z.string().nullable(),
});
export type GeneralSettings = z.infer<typeof generalSettings>;

/** A public host, with its port where it has one of its own. */
export const serviceDomain = z
  .string()
  .trim()
  .toLowerCase()
  .regex(
    /^(localhost|(?=.{1,253}(?::|$))[a-z0-9-]+(\.[a-z0-9-]+)*)(:\d{1,5})?$/,
    "write a host like hooks.example.com, without https:// and path",
  );

const origin = z
  .url({ protocol: /^https?$/ })
  .max(300)
  .refine(
    (text) => URL.canParse(text) && new URL(text).origin === text,
    "write an origin like https://app.example.com",
  );

/** Letters of base64: 96 KiB of picture. */
const logoAtMost = 131_072;

const logo = z
  .string()
  .max(logoAtMost, "a logo has at most 96 KiB")
  .regex(
    /^data:image\/(png|jpeg|webp|gif|svg\+xml);base64,[A-Za-z0-9+/]+=*$/,
    "send a PNG, JPEG, WebP, GIF or SVG as data:image/…;base64,…",
  );

const smtp = z.strictObject({
  host: z.string().trim().min(1).max(253),
  port: z.number().int().min(1).max(65_535),
  /** TLS from the first byte; else STARTTLS where the server has it. */
  secure: z.boolean().default(false),
  username: z.string().trim().min(1).max(300).nullable().default(null),
  /** Absent: the one that is kept. */
  password: z.string().min(1).max(1000).optional(),
  from: z.string().trim().min(3).max(300),
});

export const generalSettingsPatch = z.strictObject({
  serviceDomain: serviceDomain.optional(),
  displayName: z.string().trim().min(1).max(100).optional(),
  logo: logo.nullable().optional(),
  returnOrigins: z.array(origin).max(100).optional(),
  noticeEmail: z.email().max(200).nullable().optional(),
  smtp: smtp.nullable().optional(),
  /** Outcomes that are not named stay as they are. */
  retention: retention.partial().optional(),
  concurrency: concurrency.optional(),
});
export type GeneralSettingsPatch = z.infer<typeof generalSettingsPatch>;

/** To whom the test mail goes; absent: to `noticeEmail`. */
export const testMail = z.strictObject({ to: z.email().max(200).optional() });
export type TestMail = z.infer<typeof testMail>;

/** The mail server has taken it for this address. */
export const testMailSent = z.object({ to: z.string() });
export type TestMailSent = z.infer<typeof testMailSent>;

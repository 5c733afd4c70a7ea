import { z } from "zod";
import { idOf } from "./id.ts";
import { moment } from "./list.ts";
import { findingActs } from "./finding.ts";

/** Something a person should know of until it is mended or put away: a banner in the console, a mail where mail is set up. */
export const notice = z.object({
  id: idOf("notice"),
  code: z.string(),
  severity: z.enum(["info", "warning", "error"]),
  message: z.string(),
  act: z.enum(findingActs).nullable(),
  account: idOf("account").nullable(),
  connection: idOf("connection").nullable(),
  connector: z.string().nullable(),
  setup: idOf("setup").nullable(),
  /** A link to hand to the account's person, where one was made. */
  link: z.string().nullable(),
  mailedAt: moment.nullable(),
  createdAt: moment,
});
export type Notice = z.infer<typeof notice>;

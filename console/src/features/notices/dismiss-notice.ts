import { z } from "zod";
import { request } from "../../lib/request.ts";

/** Puts a notice away for everybody. */
export const dismissNotice = (id: string) =>
  request(z.unknown(), `/v1/notices/${encodeURIComponent(id)}/dismiss`, { method: "POST" });

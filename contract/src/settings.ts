import { z } from "zod";

/** General settings of the installation. `local` says that Facebook cannot reach this host. */
export const generalSettings = z.object({
  serviceDomain: z.string(),
  displayName: z.string(),
  publicUrl: z.string(),
  local: z.boolean(),
  /** Address of the sandbox when this installation runs one. */
  sandboxUrl: z.string().nullable(),
});
export type GeneralSettings = z.infer<typeof generalSettings>;

const host = z
  .string()
  .trim()
  .toLowerCase()
  .regex(
    /^(localhost|(?=.{1,253}(?::|$))[a-z0-9-]+(\.[a-z0-9-]+)*)(:\d{1,5})?$/,
    "write a host like hooks.example.com, without https:// and path",
  );

export const generalSettingsPatch = z.strictObject({
  serviceDomain: host.optional(),
  displayName: z.string().trim().min(1).max(100).optional(),
});
export type GeneralSettingsPatch = z.infer<typeof generalSettingsPatch>;

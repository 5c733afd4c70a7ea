import { z } from "zod";

/**
 * Which fields are masked: names with dots between, lists gone through by themselves. `*` is any name, `**` any number of
 * them, so that `**.iban` is every `iban` however deep it stands.
 */
export const redactionPath = z
  .string()
  .max(500)
  .regex(/^[^.\s[\]]+(\.[^.\s[\]]+)*$/, "write names with dots between, such as customer.iban or **.iban");

/** Fields of a step's input and output that are masked in what is kept of its runs. The run itself has their values. */
export const redaction = z.strictObject({
  input: z.array(redactionPath).max(50).optional(),
  output: z.array(redactionPath).max(50).optional(),
});
export type Redaction = z.infer<typeof redaction>;

/** What stands in a masked field's place. */
export const redactedText = "[redacted]";

import { z } from "zod";

/** A person as one Page knows them. The same person has another id on every Page. */
export const recipientId = z.string().trim().min(1).max(200).meta({
  title: "Recipient",
  description: "The person's id on this Page (PSID), as in the sender's id of a message.",
});

import { z } from "zod";

/** As many characters the name of a group may have. */
export const groupNameAtMost = 80;

/** The name of a group of steps, without blanks around it. */
export const groupName = z.string().trim().min(1).max(groupNameAtMost);

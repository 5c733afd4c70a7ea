import type { Target } from "@velodrome/kit";

/** What a person must be allowed at a Page, each with Meta's names for it: older Pages and the new Pages experience differ. */
const neededTasks = [
  {
    anyOf: ["MESSAGING", "PROFILE_PLUS_MESSAGING", "PROFILE_PLUS_FULL_CONTROL"],
    code: "task_messaging_missing",
    message: "You may not answer messages of this Page. Its owner can give you that task in the Page's settings.",
  },
  {
    anyOf: ["MODERATE", "PROFILE_PLUS_MODERATE", "PROFILE_PLUS_FULL_CONTROL"],
    code: "task_moderate_missing",
    message:
      "You may not manage what is written to this Page, so its events may stay away. Its owner can give you that task.",
  },
] as const;

/** Sources disagree on which tasks are enough, so that a missing one warns and refuses nothing. */
export function warningsOf(tasks: unknown, hasToken: boolean): Target["warnings"] {
  const warnings: { code: string; message: string }[] = [];
  if (!hasToken) {
    warnings.push({
      code: "page_token_missing",
      message: "Facebook gives no token for this Page. Grant it in full when you sign in, then choose it again.",
    });
  }
  if (!Array.isArray(tasks)) return warnings;
  for (const { anyOf, code, message } of neededTasks) {
    if (!anyOf.some((task) => tasks.includes(task))) warnings.push({ code, message });
  }
  return warnings;
}

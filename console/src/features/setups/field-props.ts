import type { Setup } from "@velodrome/contract";
import type { Problems } from "./draft-problems.ts";
import type { SetupDraft } from "./setup-draft.ts";

/** What every group of the form's fields gets. */
export interface FieldProps {
  draft: SetupDraft;
  /** What is saved; null for a new Setup. */
  setup: Setup | null;
  problems: Problems;
  /** Whether the Setup is a Meta app, so that Meta's own words help. */
  metaApp: boolean;
  onChange: (part: Partial<SetupDraft>) => void;
}

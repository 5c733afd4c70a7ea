import type { CycleDocument } from "@velodrome/contract";
import type { BuilderHost } from "./builder-host.ts";
import type { DraftEditor } from "./draft/use-draft.ts";
import { titleIn } from "./step-title.ts";

/** What acts are done to, as of now. */
export interface Given {
  host: BuilderHost;
  editor: DraftEditor;
  selection: ReadonlySet<string>;
  select: (ids: Iterable<string>) => void;
  open: (step: string | null) => void;
  nameGroup: (name: string | null) => void;
}

/** Changes to the document, each one act. */
export function changing(given: () => Given) {
  const now = () => given().editor.draft.document;
  return {
    change: (label: string, to: (document: CycleDocument) => CycleDocument, key: string | null = null) =>
      given().editor.act(label, (draft) => ({ ...draft, document: to(draft.document) }), key),
    now,
    title: (id: string) => titleIn(now().steps, id),
  };
}

export type Changing = ReturnType<typeof changing>;

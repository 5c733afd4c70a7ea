import type { CycleDocument } from "@velodrome/contract";
import type { BuilderHost } from "./builder-host.ts";
import type { Draft } from "./draft/kept-draft.ts";
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
    /** What leaves the document as it is was no act: nobody wants to undo what nobody has seen happen. */
    change: (label: string, to: (document: CycleDocument) => CycleDocument, key: string | null = null) => {
      const changed = (draft: Draft): Draft => {
        const document = to(draft.document);
        return document === draft.document ? draft : { ...draft, document };
      };
      given().editor.act(label, changed, key);
    },
    now,
    title: (id: string) => titleIn(now().steps, id),
  };
}

export type Changing = ReturnType<typeof changing>;

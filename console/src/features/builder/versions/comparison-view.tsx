import { Group, Select } from "@mantine/core";
import { IconMinus, IconPencil, IconPlus } from "@tabler/icons-react";
import { ReactFlowProvider } from "@xyflow/react";
import type { CycleDocument, CycleVersion } from "@velodrome/contract";
import { useMemo, useState } from "react";
import { BuilderContext, useBuilder } from "../builder-context.ts";
import { Canvas } from "../canvas/canvas.tsx";
import { edgeId } from "../canvas/flow-shape.ts";
import { compare } from "../document/comparison.ts";
import { differenceOf } from "../document/difference.ts";
import { groupChanges } from "../document/group-changes.ts";
import { withOnlyConnections } from "../document/only-connections.ts";
import { stillEditor } from "../draft/still-editor.ts";
import { ChangeList } from "./change-list.tsx";
import classes from "./comparison.module.css";
import { FieldChanges } from "./field-changes.tsx";
import { texts } from "./version-texts.ts";
import { OpenDialog } from "../../../ui/dialog.tsx";

const still = { duration: null, ports: new Set<string>() };
const looks = {
  added: { look: { tone: "blue", icon: IconPlus, word: texts.added }, ...still },
  removed: { look: { tone: "red", icon: IconMinus, word: texts.removed }, ...still },
  changed: { look: { tone: "amber", icon: IconPencil, word: texts.changed }, ...still },
} as const;

/** What became of groups, by what they are called now; of one that is gone nothing is drawn. */
const groupWords = (before: CycleDocument, after: CycleDocument): Map<string, string> =>
  new Map(
    groupChanges(before, after).flatMap((change) => {
      if (change.kind === "ungrouped") return [];
      if (change.kind === "regrouped") return [[change.group, texts.groupWas(change.was)]];
      return [[change.group, change.kind === "grouped" ? texts.groupNew : texts.changed]];
    }),
  );

const nothing = () => undefined;

/** Both documents as one drawing, what differs by sign and word. */
function Drawing({ before, after }: { before: CycleDocument; after: CycleDocument }) {
  const builder = useBuilder();
  const [selection, setSelection] = useState<ReadonlySet<string>>(new Set());
  const compared = useMemo(() => compare(before, after), [before, after]);
  const shown = useMemo(
    () => ({
      fates: new Map([...compared.steps].map(([id, change]) => [id, looks[change]])),
      ways: new Map(compared.ways.map(({ edge, change }) => [edgeId(edge), change])),
      groups: groupWords(before, after),
    }),
    [compared, before, after],
  );
  const state = useMemo(
    () => ({
      ...builder,
      editor: stillEditor({ name: builder.editor.draft.name, document: compared.document }, builder.editor.revision),
      editable: false,
      selection,
      select: (ids: Iterable<string>) => setSelection(new Set(ids)),
      opened: null,
      open: nothing,
    }),
    [builder, compared, selection],
  );
  return (
    <BuilderContext value={state}>
      <ReactFlowProvider>
        <Canvas
          shown={shown}
          selectedEdge={null}
          onEdge={nothing}
          onEntry={nothing}
          onMenu={nothing}
          onEnter={nothing}
        />
      </ReactFlowProvider>
    </BuilderContext>
  );
}

const draftKey = "draft";

interface ComparisonViewProps {
  versions: readonly CycleVersion[];
  /** The version that the draft is compared with at first. */
  version: number;
  onClose: () => void;
}

/** Two versions, or one and the draft, on one canvas, with all that differs listed beside it. */
export function ComparisonView({ versions, version, onClose }: ComparisonViewProps) {
  const { connections, editor } = useBuilder();
  const [from, setFrom] = useState(String(version));
  const [to, setTo] = useState(draftKey);
  const { document } = editor.draft;
  const draft = useMemo(() => withOnlyConnections(document, connections), [document, connections]);
  const documentOf = (key: string) => versions.find((one) => String(one.version) === key)?.document ?? draft;
  const choices = [
    { value: draftKey, label: texts.draft },
    ...versions.map((one) => ({ value: String(one.version), label: texts.version(one.version) })),
  ];
  const [before, after] = [documentOf(from), documentOf(to)];
  const changed = differenceOf(before, after).flatMap((change) => (change.kind === "changed" ? [change] : []));
  return (
    <OpenDialog fullScreen onClose={onClose} title={texts.comparison}>
      <div className={classes.page}>
        <div className={classes.drawing}>
          <Drawing key={`${from} ${to}`} before={before} after={after} />
        </div>
        <div className={classes.side}>
          <Group gap="sm" grow>
            <Select
              label={texts.before}
              data={choices}
              value={from}
              allowDeselect={false}
              onChange={(chosen) => chosen !== null && setFrom(chosen)}
            />
            <Select
              label={texts.now}
              data={choices}
              value={to}
              allowDeselect={false}
              onChange={(chosen) => chosen !== null && setTo(chosen)}
            />
          </Group>
          <ChangeList before={before} after={after} />
          {changed.map((change) => (
            <FieldChanges key={change.step.id} change={change} />
          ))}
        </div>
      </div>
    </OpenDialog>
  );
}

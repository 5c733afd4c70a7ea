import { Menu } from "@mantine/core";
import { useBuilder } from "./builder-context.ts";
import { alignments, distributions } from "./canvas/arrange.ts";
import { edgeId } from "./canvas/flow-shape.ts";
import type { MenuAt } from "./canvas/menu-at.ts";
import { canBeDisabled, meansOff } from "./document/toggle-disabled.ts";
import { type MenuAct, MenuEntry, type MenuGroup } from "./menu-entry.tsx";
import { texts } from "./texts.ts";
import { canBeTried } from "./trial/trial-bar.tsx";
import { texts as trialTexts } from "./trial/trial-texts.ts";
import { useKeyboardBack } from "../../ui/use-keyboard-back.ts";
import { useClips } from "./use-clips.ts";
import { useGrouping } from "./use-grouping.ts";

interface CanvasMenuProps {
  menu: MenuAt;
  onClose: () => void;
  onEnter: () => void;
}

/** Bringing several steps into line; a distance can be evened out only between three or more. */
function useArranging(): MenuGroup[] {
  const { acts, say, selection } = useBuilder();
  if (selection.size < 2) return [];
  const ways = selection.size < 3 ? alignments : [...alignments, ...distributions];
  const items = ways.map((how) => ({
    label: texts.arrangements[how],
    run: () => {
      if (!acts.arrange(how)) say(texts.arrangedAlready);
    },
  }));
  return [{ label: texts.arrange, items }];
}

/** What can be done with what is selected; `name`: it was asked for at the name of a group. */
function useStepItems(onEnter: () => void, name: string | null): (MenuAct | MenuGroup)[] {
  const { acts, editor, editable, nameGroup, open, selection, trials } = useBuilder();
  const { document } = editor.draft;
  const clips = useClips();
  const arranging = useArranging();
  const grouping = useGrouping();
  const copy: MenuAct = { label: texts.copy, run: clips.copy };
  if (!editable) return [copy];
  const [only, another] = document.steps.filter(({ id }) => selection.has(id));
  const disabling = canBeDisabled(document, selection);
  const tried = only !== undefined && another === undefined && canBeTried(only) && trials.pending === null;
  const start = (reach: "step" | "way") => () => {
    if (only === undefined) return;
    open(only.id);
    trials.start({ step: only.id, reach });
  };
  return [
    ...(name === null
      ? [{ label: texts.openStep, run: onEnter }]
      : [{ label: texts.renameGroup, run: () => nameGroup(name) }]),
    ...(tried && name === null
      ? [
          { label: trialTexts.testStep, run: start("step") },
          { label: trialTexts.runToHere, run: start("way") },
        ]
      : []),
    copy,
    { label: texts.cut, run: () => void clips.cut() },
    { label: texts.duplicate, run: acts.duplicate },
    ...(disabling.length === 0
      ? []
      : [{ label: meansOff(disabling) ? texts.disable : texts.enable, run: () => acts.toggleDisabled(selection) }]),
    ...grouping(selection),
    ...arranging,
    { label: texts.remove, run: () => acts.remove(selection), red: true },
  ];
}

function useItems({ menu, onEnter }: CanvasMenuProps): (MenuAct | MenuGroup)[] {
  const { acts, askToAdd, editor, editable, select } = useBuilder();
  const { document } = editor.draft;
  const clips = useClips();
  const { on, point } = menu;
  const ofSteps = useStepItems(onEnter, on.kind === "group" ? on.name : null);
  if (on.kind === "edge") {
    const edge = document.edges.find((one) => edgeId(one) === on.id);
    if (edge === undefined || !editable) return [];
    return [
      { label: texts.insertStep, run: () => askToAdd({ kind: "edge", edge }) },
      { label: texts.removeEdge, run: () => acts.disconnect(edge), red: true },
    ];
  }
  if (on.kind !== "canvas") return ofSteps;
  return [
    ...(editable
      ? [
          { label: texts.addHere, run: () => askToAdd({ kind: "at" as const, point }) },
          { label: texts.paste, run: () => void clips.paste(point) },
        ]
      : []),
    { label: texts.selectAll, run: () => select(document.steps.map(({ id }) => id)) },
  ];
}

/** What can be done where the pointer is. */
export function CanvasMenu(props: CanvasMenuProps) {
  const { menu, onClose } = props;
  const items = useItems(props);
  useKeyboardBack();
  if (items.length === 0) return null;
  return (
    <Menu opened onClose={onClose} position="bottom-start" withinPortal>
      <Menu.Target>
        {/* A point is nothing that has a menu, to whoever hears the page: it only names it. */}
        <span aria-hidden="true" aria-label={texts.menu} style={{ position: "fixed", left: menu.x, top: menu.y }} />
      </Menu.Target>
      <Menu.Dropdown>
        {items.map((item) => (
          <MenuEntry key={item.label} item={item} />
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

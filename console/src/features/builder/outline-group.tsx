import { Menu, UnstyledButton } from "@mantine/core";
import type { Step } from "@velodrome/contract";
import { useBuilder } from "./builder-context.ts";
import { groupsOf } from "./document/groups.ts";
import { GroupNameField } from "./group-name-field.tsx";
import classes from "./outline-view.module.css";
import { groupIcon as Sign } from "../../ui/step-icon.ts";
import { texts } from "./texts.ts";
import { useGroupKeys } from "./use-group-keys.ts";

/** The group a step of the outline is in, with what can be done with it; its name is written at its first step. */
export function OutlineGroup({ step: { id, group: name } }: { step: Step }) {
  const { acts, editor, editable, groupNamed, nameGroup, select } = useBuilder();
  const onKey = useGroupKeys();
  if (name === undefined) return null;
  const members = (groupsOf(editor.draft.document).get(name) ?? []).map((step) => step.id);
  if (editable && groupNamed === name && members[0] === id) return <GroupNameField name={name} />;
  const chip = (
    <>
      <Sign className={classes.icon} stroke={1.75} aria-hidden="true" />
      <span className={classes.groupName} dir="auto">
        {name}
      </span>
    </>
  );
  if (!editable) {
    return (
      <span className={classes.group} title={name}>
        {chip}
      </span>
    );
  }
  return (
    // Where its name is to be written next, the keyboard goes there and not back.
    <Menu position="bottom-end" returnFocus={groupNamed === null}>
      <Menu.Target>
        <UnstyledButton
          className={classes.group}
          title={name}
          aria-label={texts.groupOf(name, members.length)}
          data-group={name}
          onKeyDown={(event) => onKey(name, event)}
        >
          {chip}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => select(members)}>{texts.selectGroup}</Menu.Item>
        <Menu.Item onClick={() => nameGroup(name)}>{texts.renameGroup}</Menu.Item>
        <Menu.Item onClick={() => acts.ungroup(members)}>{texts.ungroup}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

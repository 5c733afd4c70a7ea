import { Button, Menu } from "@mantine/core";
import { IconCheck, IconColumns3 } from "@tabler/icons-react";
import { texts } from "../lib/texts.ts";
import classes from "./list-tools.module.css";

interface ColumnsMenuProps {
  columns: readonly { key: string; header: string }[];
  isShown: (key: string) => boolean;
  toggle: (key: string) => void;
}

/** Which columns a list has; the menu stays open, because one seldom changes one alone. */
export function ColumnsMenu({ columns, isShown, toggle }: ColumnsMenuProps) {
  return (
    <Menu position="bottom-end" closeOnItemClick={false}>
      <Menu.Target>
        <Button
          variant="default"
          aria-label={texts.columns}
          classNames={{ root: classes.tool, label: classes.word, section: classes.sign }}
          leftSection={<IconColumns3 className={classes.icon} aria-hidden="true" />}
        >
          {texts.columns}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {columns.map(({ key, header }) => (
          <Menu.Item
            key={key}
            role="menuitemcheckbox"
            aria-checked={isShown(key)}
            leftSection={
              <IconCheck className={classes.icon} data-hidden={!isShown(key) || undefined} aria-hidden="true" />
            }
            onClick={() => toggle(key)}
          >
            {header}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

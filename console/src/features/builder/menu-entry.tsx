import { Menu } from "@mantine/core";
import classes from "./menu-entry.module.css";

export interface MenuAct {
  label: string;
  run: () => void;
  red?: boolean;
}

/** Things of one kind, in a menu of their own. */
export interface MenuGroup {
  label: string;
  items: readonly MenuAct[];
}

/** One line of a menu, or what leads to a menu beside it. */
export function MenuEntry({ item }: { item: MenuAct | MenuGroup }) {
  if ("run" in item) {
    return (
      <Menu.Item onClick={item.run} {...(item.red === true ? { color: "var(--vd-tone-red)" } : {})}>
        {item.label}
      </Menu.Item>
    );
  }
  return (
    <Menu.Sub>
      <Menu.Sub.Target>
        <Menu.Sub.Item>{item.label}</Menu.Sub.Item>
      </Menu.Sub.Target>
      <Menu.Sub.Dropdown className={classes.sub ?? ""}>
        {item.items.map((one) => (
          <MenuEntry key={one.label} item={one} />
        ))}
      </Menu.Sub.Dropdown>
    </Menu.Sub>
  );
}

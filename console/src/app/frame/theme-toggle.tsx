import { ActionIcon, Tooltip, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { IconMoon, IconSun } from "@tabler/icons-react";
import { texts } from "../texts.ts";
import classes from "./frame.module.css";

export function ThemeToggle() {
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme("light", { getInitialValueInEffect: false }) === "dark";
  const label = dark ? texts.light : texts.dark;
  return (
    <Tooltip label={label}>
      <ActionIcon
        className={classes.action}
        variant="subtle"
        color="gray"
        aria-label={label}
        onClick={() => setColorScheme(dark ? "light" : "dark")}
      >
        {dark ? <IconSun className={classes.icon} /> : <IconMoon className={classes.icon} />}
      </ActionIcon>
    </Tooltip>
  );
}

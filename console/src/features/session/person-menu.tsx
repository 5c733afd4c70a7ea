import { Menu, Text, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { IconBook, IconLogout } from "@tabler/icons-react";
import { InitialsTile } from "../../ui/initials-tile.tsx";
import { sessionQuery } from "./get-session.ts";
import classes from "./person-menu.module.css";
import { signOut } from "./sign-out.ts";
import { texts } from "./texts.ts";

export function PersonMenu({ onSignedOut }: { onSignedOut: () => void }) {
  const { data } = useQuery(sessionQuery);
  const act = useMutation({ mutationFn: signOut, onSuccess: onSignedOut });
  if (!data) return null;
  const { name, email } = data.user;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <UnstyledButton className={classes.button}>
          <InitialsTile name={name || email} />
          <VisuallyHidden>{texts.person}</VisuallyHidden>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who}>
          <Text fw="medium">{name}</Text>
          <Text size="sm" c="dimmed">
            {email}
          </Text>
        </div>
        <Menu.Divider />
        <Menu.Item
          component={Link}
          to="/guide/facebook-messenger"
          leftSection={<IconBook className={classes.icon} aria-hidden="true" />}
        >
          {texts.guide}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout className={classes.icon} />} onClick={() => act.mutate()}>
          {texts.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

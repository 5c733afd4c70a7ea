import { Menu, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { IconSelector } from "@tabler/icons-react";
import { InitialsTile } from "../../ui/initials-tile.tsx";
import { accountKey } from "./account-key.ts";
import classes from "./account-switcher.module.css";
import { accountQuery } from "./get-account.ts";
import { accountsQuery } from "./list-accounts.ts";
import { texts } from "./texts.ts";

/** Whose account one works in, always in sight, and the way to another. */
export function AccountSwitcher({ account: key, narrow }: { account: string; narrow: boolean }) {
  const { data: account } = useQuery(accountQuery(key));
  const { data: all } = useInfiniteQuery(accountsQuery);
  const navigate = useNavigate();
  const name = account?.name ?? key;
  const others = (all?.pages ?? []).flatMap((page) => page.items).filter((other) => other.id !== account?.id);
  return (
    <Menu position="bottom-start" width="target" classNames={{ dropdown: classes.dropdown }}>
      <Menu.Target>
        <UnstyledButton className={classes.button}>
          <InitialsTile name={name} />
          <VisuallyHidden>{narrow ? `${name}: ${texts.switch}` : texts.switch}</VisuallyHidden>
          {narrow ? null : (
            <>
              <span className={classes.name} title={name}>
                {name}
              </span>
              <IconSelector className={classes.icon} aria-hidden="true" />
            </>
          )}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {others.map((other) => (
          <Menu.Item
            key={other.id}
            leftSection={<InitialsTile name={other.name} />}
            onClick={() => void navigate({ to: "/accounts/$account", params: { account: accountKey(other) } })}
          >
            {other.name}
          </Menu.Item>
        ))}
        {others.length > 0 ? <Menu.Divider /> : null}
        <Menu.Item onClick={() => void navigate({ to: "/accounts" })}>{texts.all}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

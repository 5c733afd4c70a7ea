import { Menu, TextInput, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { Account } from "@velodrome/contract";
import { IconSelector } from "@tabler/icons-react";
import { useState } from "react";
import { InitialsTile } from "../../ui/initials-tile.tsx";
import { accountKey } from "./account-key.ts";
import classes from "./account-switcher.module.css";
import { accountQuery } from "./get-account.ts";
import { accountSearchQuery } from "./search-accounts.ts";
import { texts } from "./texts.ts";

const pause = 200;
/** As many are found by looking. */
const fewAccounts = 8;

function Other({ account }: { account: Account }) {
  const navigate = useNavigate();
  return (
    <Menu.Item
      leftSection={<InitialsTile name={account.name} />}
      onClick={() => void navigate({ to: "/accounts/$account", params: { account: accountKey(account) } })}
    >
      <bdi className={classes.other} title={account.name}>
        {account.name}
      </bdi>
    </Menu.Item>
  );
}

/** Whose account one works in, always in sight, and the way to another. */
export function AccountSwitcher({ account: key, narrow }: { account: string; narrow: boolean }) {
  const { data: account } = useQuery(accountQuery(key));
  const [typed, setTyped] = useState("");
  const [asked] = useDebouncedValue(typed.trim(), pause);
  const [opened, setOpened] = useState(false);
  const { data: found = [], isLoading } = useQuery({ ...accountSearchQuery(asked), enabled: opened });
  const navigate = useNavigate();
  const name = account?.name ?? key;
  const others = found.filter((other) => other.id !== account?.id);
  // Once its entries are there: else the last of them would have the focus, and move from under the pointer.
  const isShown = opened && !(isLoading && asked === "");
  const many = found.length > fewAccounts || asked !== "";
  return (
    <Menu
      position="bottom-start"
      width="target"
      opened={isShown}
      onChange={setOpened}
      classNames={{ dropdown: classes.dropdown, itemSection: classes.tile }}
    >
      <Menu.Target>
        <UnstyledButton className={classes.button}>
          <InitialsTile name={name} />
          <VisuallyHidden>{narrow ? `${name}: ${texts.switch}` : texts.switch}</VisuallyHidden>
          {narrow ? null : (
            <>
              <span className={classes.name} dir="auto" title={name}>
                {name}
              </span>
              <IconSelector className={classes.icon} aria-hidden="true" />
            </>
          )}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {many ? (
          <TextInput
            type="search"
            className={classes.search}
            aria-label={texts.find}
            placeholder={texts.find}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        ) : null}
        {asked !== "" && others.length === 0 ? <Menu.Label>{texts.noneFound}</Menu.Label> : null}
        {others.map((other) => (
          <Other key={other.id} account={other} />
        ))}
        {others.length > 0 ? <Menu.Divider /> : null}
        <Menu.Item onClick={() => void navigate({ to: "/accounts" })}>{texts.all}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

import { Spotlight, spotlight } from "@mantine/spotlight";
import "@mantine/spotlight/styles.layer.css";
import { useDebouncedValue } from "@mantine/hooks";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { accountQuery } from "../../features/accounts/get-account.ts";
import { accountSearchQuery } from "../../features/accounts/search-accounts.ts";
import { cyclesQuery } from "../../features/cycles/list-cycles.ts";
import { type Command, commandsFor } from "./commands.ts";
import { texts } from "./texts.ts";
import classes from "./command-palette.module.css";

const pause = 150;
const accountsAtMost = 6;

/** What the server finds by what was typed. */
function useFound(account: string | null, typed: string) {
  const [asked] = useDebouncedValue(typed, pause);
  const { data: own } = useQuery({ ...accountQuery(account ?? ""), enabled: account !== null });
  const { data: accounts = [] } = useQuery(accountSearchQuery(asked));
  const { data: cycles } = useInfiniteQuery({
    ...cyclesQuery(account ?? "", { q: asked || undefined }),
    enabled: account !== null && asked !== "",
  });
  return {
    account: account === null ? null : { key: account, name: own?.name ?? account },
    accounts: accounts.slice(0, accountsAtMost),
    cycles: asked === "" ? [] : (cycles?.pages[0]?.items ?? []).slice(0, accountsAtMost),
  };
}

const byGroup = (commands: readonly Command[]) => [...Map.groupBy(commands, ({ group }) => group)];

/** Every page, account and cycle by its name, from wherever one is. Opened when it is first shown. */
export function CommandPalette({ account, onClose }: { account: string | null; onClose: () => void }) {
  const [typed, setTyped] = useState("");
  const router = useRouter();
  const found = useFound(account, typed.trim());
  const commands = commandsFor({ ...found, typed: typed.trim() });
  useEffect(() => spotlight.open(), []);
  return (
    <Spotlight.Root
      query={typed}
      onQueryChange={setTyped}
      onSpotlightClose={onClose}
      shortcut={null}
      scrollable
      maxHeight="60vh"
      // Names the dialog; the search field says the same to who sees it.
      title={texts.open}
      // Otherwise as every other dialog.
      styles={{
        header: { display: "none" },
        content: { background: "var(--vd-surface)", border: "var(--vd-hair) solid var(--vd-line)" },
      }}
      overlayProps={{ blur: 0 }}
    >
      <Spotlight.Search
        placeholder={texts.placeholder}
        aria-label={texts.open}
        leftSection={<IconSearch size="1.2em" aria-hidden="true" />}
      />
      <Spotlight.ActionsList>
        {commands.length === 0 ? <Spotlight.Empty>{texts.nothing}</Spotlight.Empty> : null}
        {byGroup(commands).map(([group, own]) => (
          <Spotlight.ActionsGroup key={group} label={group}>
            {own.map(({ id, label, hint, to }) => (
              <Spotlight.Action
                key={id}
                classNames={{ action: classes.action, actionLabel: classes.words, actionDescription: classes.words }}
                label={label}
                {...(hint === undefined ? {} : { description: hint })}
                onClick={() => router.history.push(to)}
              />
            ))}
          </Spotlight.ActionsGroup>
        ))}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

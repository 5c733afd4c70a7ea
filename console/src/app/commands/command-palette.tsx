import { createSpotlight, Spotlight } from "@mantine/spotlight";
import "@mantine/spotlight/styles.layer.css";
import { useDebouncedValue } from "@mantine/hooks";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { accountQuery } from "../../features/accounts/get-account.ts";
import { accountSearchQuery, isFoundBy } from "../../features/accounts/search-accounts.ts";
import { cyclesQuery } from "../../features/cycles/list-cycles.ts";
import { useKeyboardBack } from "../../ui/use-keyboard-back.ts";
import { useTopmost } from "../../ui/use-topmost.ts";
import { type Command, commandsFor, stillFitting } from "./commands.ts";
import { texts } from "./texts.ts";
import { useFirstSelected } from "./use-first-selected.ts";
import classes from "./command-palette.module.css";

const pause = 150;
const accountsAtMost = 6;

const [store, spotlight] = createSpotlight();

/** What the server finds by what was typed; until it has answered, what it found before and fits that as well. */
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
    accounts: stillFitting(accounts, { asked, typed }, isFoundBy).slice(0, accountsAtMost),
    cycles: stillFitting(asked === "" ? [] : (cycles?.pages[0]?.items ?? []), { asked, typed }, isNamed).slice(
      0,
      accountsAtMost,
    ),
  };
}

const isNamed = (typed: string) => (cycle: { name: string }) => cycle.name.toLowerCase().includes(typed.toLowerCase());

const byGroup = (commands: readonly Command[]) => [...Map.groupBy(commands, ({ group }) => group)];

/** As every other dialog. */
const look = {
  styles: {
    header: { display: "none" },
    content: { background: "var(--vd-surface)", border: "var(--vd-hair) solid var(--vd-line)" },
  },
  overlayProps: { blur: 0 },
} as const;

/** Every page, account and cycle by its name, from wherever one is. Opened when it is first shown. */
export function CommandPalette({ account, onClose }: { account: string | null; onClose: () => void }) {
  const [typed, setTyped] = useState("");
  const router = useRouter();
  useKeyboardBack();
  const topmost = useTopmost();
  const found = useFound(account, typed.trim());
  const commands = commandsFor({ ...found, typed: typed.trim() });
  const list = useRef<HTMLDivElement>(null);
  const moved = useRef(false);
  const onKeyDown = ({ key }: KeyboardEvent) => {
    if (key === "ArrowDown" || key === "ArrowUp") moved.current = true;
  };
  const onTyped = (text: string) => {
    moved.current = false;
    setTyped(text);
  };
  useEffect(() => spotlight.open(), []);
  useFirstSelected(store, { list, moved, entries: commands.map(({ id }) => id).join("\n") });
  return (
    <Spotlight.Root
      store={store}
      query={typed}
      onQueryChange={onTyped}
      onSpotlightClose={onClose}
      closeOnEscape={topmost}
      shortcut={null}
      scrollable
      maxHeight="60vh"
      // Its upper edge stays where it is, however many entries there are.
      centered={false}
      yOffset="10dvh"
      // Names the dialog; the search field says the same to who sees it.
      title={texts.open}
      {...look}
    >
      <Spotlight.Search
        placeholder={texts.placeholder}
        aria-label={texts.open}
        classNames={{ input: classes.search }}
        onKeyDown={onKeyDown}
        leftSection={<IconSearch size="1.2em" aria-hidden="true" />}
      />
      <Spotlight.ActionsList ref={list}>
        {commands.length === 0 ? <Spotlight.Empty>{texts.nothing}</Spotlight.Empty> : null}
        {byGroup(commands).map(([group, own]) => (
          <Spotlight.ActionsGroup key={group} label={group} className={classes.group}>
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

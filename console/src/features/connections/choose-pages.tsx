import { Avatar, Button, Checkbox, Group, Stack, Text, Title } from "@mantine/core";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import type { Choice, Connection } from "@velodrome/contract";
import { IconAlertTriangle, IconFilterOff, IconMoodEmpty, IconPlugConnected } from "@tabler/icons-react";
import { useState } from "react";
import { serverWords } from "../../lib/server-words.ts";
import { ActFailure } from "../../ui/failure.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Notice } from "../../ui/notice.tsx";
import { SearchInput } from "../../ui/search-input.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import classes from "./choose-pages.module.css";
import { pagesQuery } from "./list-pages.ts";
import { patchConnection } from "./patch-connection.ts";
import { putPage } from "./put-page.ts";
import { texts } from "./texts.ts";
import { useFollowConnection } from "./use-connection-acts.ts";

interface ChoosePagesProps {
  account: string;
  connection: Connection;
  /** Whether it takes the Page's name, because nobody gave it one of its own. */
  unnamed: boolean;
  onSignInAgain: () => void;
  /** How many further Pages were connected besides. */
  onDone: (others: number) => void;
}

interface PageRowProps {
  page: Choice;
  connection: string;
  chosen: boolean;
  onToggle: () => void;
}

/** Pictures from elsewhere are not loaded: it would tell their host who looks at what. */
const ownPicture = ({ picture }: Choice): string | null =>
  picture?.startsWith("data:image/") === true ? picture : null;

/** A Page that another connection of the account has already cannot be chosen twice. */
const isTaken = (page: Choice, connection: string): boolean =>
  typeof page.connection === "string" && page.connection !== connection;

function PageRow({ page, connection, chosen, onToggle }: PageRowProps) {
  const taken = isTaken(page, connection);
  const warnings = page.warnings ?? [];
  return (
    <li>
      <label className={classes.row} data-chosen={chosen || undefined} data-taken={taken || undefined}>
        <Checkbox checked={chosen} disabled={taken} onChange={onToggle} aria-label={`${page.label} ${page.value}`} />
        <Avatar className={classes.face} src={ownPicture(page)} alt="" name={page.label} color="initials" />
        <span className={classes.words}>
          <span className={classes.name}>{page.label}</span>
          <code className={classes.id}>{page.value}</code>
          {warnings.map(({ code, message }) => (
            <span key={code} className={classes.warning}>
              <IconAlertTriangle className={classes.icon} aria-hidden="true" />
              <span>
                {serverWords(message)} <code className={classes.id}>{code}</code>
              </span>
            </span>
          ))}
        </span>
        {typeof page.connection === "string" ? (
          <StateMark
            look={{
              tone: "neutral",
              icon: IconPlugConnected,
              word: taken ? texts.alreadyConnected : texts.thisConnection,
            }}
          />
        ) : null}
      </label>
    </li>
  );
}

interface PageListProps {
  pages: readonly Choice[];
  connection: string;
  chosen: readonly string[];
  onToggle: (page: string) => void;
}

function PageList({ pages, connection, chosen, onToggle }: PageListProps) {
  return (
    <ul className={classes.list} aria-label={texts.pages}>
      {pages.map((page) => (
        <PageRow
          key={page.value}
          page={page}
          connection={connection}
          chosen={chosen.includes(page.value)}
          onToggle={() => onToggle(page.value)}
        />
      ))}
    </ul>
  );
}

function NoPages({ search, onSignInAgain }: { search: string; onSignInAgain: () => void }) {
  if (search !== "") return <Notice icon={IconFilterOff} heading={texts.noPagesFiltered} />;
  const action = <Button onClick={onSignInAgain}>{texts.signInAgain}</Button>;
  return <Notice icon={IconMoodEmpty} heading={texts.noPages} text={texts.noPagesHint} action={action} />;
}

/** Says which Page it is, and calls an unnamed connection after it. */
async function takePage(
  given: ChoosePagesProps,
  [pageId = "", ...alsoPageIds]: readonly string[],
): Promise<Connection> {
  const { account, connection, unnamed } = given;
  const body = { pageId, ...(alsoPageIds.length === 0 ? {} : { alsoPageIds }) };
  const changed = await putPage(account, connection.id, body);
  const name = changed.page?.name ?? null;
  return unnamed && name !== null ? patchConnection(account, connection.id, { name }) : changed;
}

function useChoice(given: ChoosePagesProps) {
  const { account, onDone } = given;
  const follow = useFollowConnection(account);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const put = useMutation({
    mutationFn: (pages: readonly string[]) => takePage(given, pages),
    onSuccess: async (changed, { length }) => {
      onDone(length - 1);
      await follow(changed);
    },
  });
  const toggle = (page: string) =>
    setChosen(chosen.includes(page) ? chosen.filter((one) => one !== page) : [...chosen, page]);
  return { chosen, toggle, put };
}

/** All Pages that whoever signed in may connect; several at once, each a connection of its own. */
export function ChoosePages(given: ChoosePagesProps) {
  const { account, connection, onSignInAgain } = given;
  const [search, setSearch] = useState("");
  const query = useInfiniteQuery(pagesQuery(account, connection.id, search));
  const { chosen, toggle, put } = useChoice(given);
  return (
    <Stack gap="md" role="group" aria-label={texts.choosePages}>
      <div>
        <Title order={2}>{texts.choosePages}</Title>
        <Text c="dimmed">{texts.choosePagesHint}</Text>
      </div>
      {put.isError ? <ActFailure error={put.error} heading={texts.choosePageFailed} /> : null}
      <Group role="search">
        <SearchInput
          label={texts.searchPages}
          hint={texts.searchPagesHint}
          value={search}
          onChange={(text) => setSearch(text ?? "")}
        />
      </Group>
      <Loaded query={query} lines={4}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          if (rows.length === 0) return <NoPages search={search} onSignInAgain={onSignInAgain} />;
          return (
            <>
              <PageList pages={rows} connection={connection.id} chosen={chosen} onToggle={toggle} />
              <LoadMore query={query} />
            </>
          );
        }}
      </Loaded>
      <Group gap="sm">
        <Button disabled={chosen.length === 0} loading={put.isPending} onClick={() => put.mutate(chosen)}>
          {texts.connectPages(chosen.length)}
        </Button>
        <Button variant="default" onClick={onSignInAgain}>
          {texts.signInAgain}
        </Button>
      </Group>
    </Stack>
  );
}

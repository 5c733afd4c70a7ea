import { TextInput, UnstyledButton } from "@mantine/core";
import { IconPlugConnected, IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, useState } from "react";
import { leaveBuilder } from "../../lib/left-builder.ts";
import { remember, rememberedKeys, useRemembered } from "../../lib/remembered.ts";
import { ButtonLink } from "../../ui/link.tsx";
import { useBuilder } from "./builder-context.ts";
import { type PaletteEntry, searchEntries } from "./palette-entry.ts";
import classes from "./palette.module.css";
import { texts } from "./texts.ts";

/** What is dragged from the palette onto the canvas. */
export const entryType = "application/x-velodrome-step";

const recentShown = 4;

/** Keys of what was added last in this browser, newest first. */
function useRecent(): { recent: readonly string[]; note: (key: string) => void } {
  const recent = (useRemembered(rememberedKeys.builderRecent) ?? "").split(" ").filter(Boolean);
  const note = (key: string) =>
    remember(
      rememberedKeys.builderRecent,
      [key, ...recent.filter((one) => one !== key)].slice(0, recentShown).join(" "),
    );
  return { recent, note };
}

interface PaletteProps {
  entries: readonly PaletteEntry[];
  onChoose: (entry: PaletteEntry) => void;
  /** Whether entries can be dragged out of it. */
  draggable?: boolean;
  autoFocus?: boolean;
}

interface EntryProps {
  entry: PaletteEntry;
  draggable: boolean;
  onChoose: () => void;
  onDragged: () => void;
}

function Entry({ entry, draggable, onChoose, onDragged }: EntryProps) {
  return (
    <li>
      <UnstyledButton
        className={classes.entry}
        draggable={draggable}
        data-entry={entry.key}
        title={entry.hint}
        onDragStart={(event) => {
          event.dataTransfer.setData(entryType, entry.key);
          event.dataTransfer.effectAllowed = "copy";
        }}
        // What is dragged somewhere where it is not taken was not added.
        onDragEnd={(event) => event.dataTransfer.dropEffect !== "none" && onDragged()}
        onClick={onChoose}
      >
        <entry.icon className={classes.icon} stroke={1.75} aria-hidden="true" />
        <span className={classes.title}>{entry.title}</span>
      </UnstyledButton>
    </li>
  );
}

interface GroupProps {
  group: string;
  members: readonly PaletteEntry[];
  draggable: boolean;
  /** Whether all of it is shown at once. */
  whole: boolean;
  onChoose: (entry: PaletteEntry) => void;
  onDragged: (entry: PaletteEntry) => void;
}

/** As many of a long group are shown until more are asked for. */
const shownAtFirst = 4;

function Group({ group, members, draggable, whole, onChoose, onDragged }: GroupProps) {
  const [open, setOpen] = useState(false);
  const all = whole || open || members.length <= shownAtFirst + 1;
  const shown = all ? members : members.slice(0, shownAtFirst);
  return (
    <section aria-label={group}>
      <h2 className={classes.group}>{group}</h2>
      <ul className={classes.list}>
        {shown.map((entry) => (
          <Entry
            key={entry.key}
            {...{ entry, draggable }}
            onChoose={() => onChoose(entry)}
            onDragged={() => onDragged(entry)}
          />
        ))}
      </ul>
      {all ? null : (
        <UnstyledButton className={classes.more} onClick={() => setOpen(true)}>
          {texts.moreEntries(members.length - shown.length)}
        </UnstyledButton>
      )}
    </section>
  );
}

/** What is not there yet: connections of the account. */
function More() {
  const { account, cycle, opened } = useBuilder();
  return (
    <ButtonLink
      variant="default"
      size="compact-sm"
      leftSection={<IconPlugConnected size="1em" aria-hidden="true" />}
      to="/accounts/$account/connections/new"
      params={{ account }}
      onClick={() => leaveBuilder({ account, cycle: cycle.id, step: opened })}
    >
      {texts.newConnection}
    </ButtonLink>
  );
}

/** Arrows lead from the search through what was found. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0) return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>("input, button, a")];
  const at = stops.indexOf(document.activeElement as HTMLElement);
  const next = stops[at + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

/** Everything that can be added, by group: to be searched, clicked, dragged, or walked through with arrows. */
export function Palette({ entries, onChoose, draggable = false, autoFocus = false }: PaletteProps) {
  const [typed, setTyped] = useState("");
  const { recent, note } = useRecent();
  const found = searchEntries(entries, typed);
  const known = new Map(entries.map((entry) => [entry.key, entry]));
  const groups = [...Map.groupBy(found, ({ group }) => group)];
  const lately = recent.flatMap((key) => known.get(key) ?? []);
  const all = typed === "" && lately.length > 0 ? [[texts.recent, lately] as const, ...groups] : groups;
  const choose = (entry: PaletteEntry) => {
    note(entry.key);
    onChoose(entry);
  };
  return (
    <div className={classes.palette} onKeyDown={moveFocus}>
      <TextInput
        className={classes.search}
        type="search"
        aria-label={texts.searchSteps}
        placeholder={texts.searchSteps}
        leftSection={<IconSearch size="1em" aria-hidden="true" />}
        value={typed}
        data-autofocus={autoFocus || undefined}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          const [first] = found;
          if (event.key === "Enter" && typed !== "" && first !== undefined) choose(first);
        }}
      />
      {found.length === 0 ? <p className={classes.none}>{texts.noneFound}</p> : null}
      {all.map(([group, members]) => (
        <Group
          key={group}
          {...{ group, members, draggable }}
          whole={typed !== "" || group === texts.tools}
          onChoose={choose}
          onDragged={({ key }) => note(key)}
        />
      ))}
      <More />
    </div>
  );
}

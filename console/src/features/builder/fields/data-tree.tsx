import { ActionIcon, TextInput, UnstyledButton } from "@mantine/core";
import { IconChevronRight, IconPin, IconPinFilled, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { deeper } from "../document/data-path.ts";
import { DataPiece, type Take } from "./data-piece.tsx";
import classes from "./data-tree.module.css";
import { type DataSource, useFields } from "./field-context.ts";
import { texts } from "./field-texts.ts";

interface TreeProps {
  source: DataSource;
  search: string;
  onTake: Take | undefined;
}

interface NodeProps extends TreeProps {
  name: string;
  path: string;
  value: unknown;
  depth: number;
}

/** In a long list its first items show what is in it. */
const itemsShown = 5;
const openTo = 2;

const short = (value: unknown): string => {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};

function entriesOf(value: unknown, path: string): { name: string; path: string; value: unknown }[] {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) {
    return value.slice(0, itemsShown).map((each, at) => ({ name: `[${at}]`, path: deeper(path, at), value: each }));
  }
  return Object.entries(value).map(([name, each]) => ({ name, path: deeper(path, name), value: each }));
}

/** Whether a word stands in a name, or in data, somewhere in here. */
function fits(name: string, value: unknown, search: string): boolean {
  if (search === "" || name.toLowerCase().includes(search)) return true;
  if (typeof value !== "object" || value === null) return String(value).toLowerCase().includes(search);
  return Object.entries(value).some(([key, each]) => fits(key, each, search));
}

function DataNode({ name, path, value, depth, ...tree }: NodeProps) {
  const [open, setOpen] = useState(depth < openTo);
  const inner = entriesOf(value, path).filter((entry) => fits(entry.name, entry.value, tree.search));
  const shown = open || tree.search !== "";
  return (
    <li>
      <div className={classes.line}>
        {inner.length === 0 ? (
          <span className={classes.gap} />
        ) : (
          <UnstyledButton
            className={classes.fold}
            aria-expanded={shown}
            aria-label={name}
            onClick={() => setOpen(!open)}
          >
            <IconChevronRight className={classes.chevron} data-open={shown || undefined} aria-hidden="true" />
          </UnstyledButton>
        )}
        <DataPiece
          step={tree.source.id}
          path={path}
          name={name}
          value={inner.length === 0 ? short(value) : ""}
          onTake={tree.onTake}
        />
      </div>
      {shown && inner.length > 0 ? (
        <ul className={classes.list}>
          {inner.map((entry) => (
            <DataNode key={entry.path} {...tree} {...entry} depth={depth + 1} />
          ))}
        </ul>
      ) : null}
    </li>
  );
}

interface DataTreeProps {
  sources: readonly DataSource[];
  onTake: Take | undefined;
}

/** What earlier steps give, to be put into a field by a click or by dragging; or only to be read. */
export function DataTree({ sources, onTake }: DataTreeProps) {
  const { chooseData } = useFields();
  const [typed, setTyped] = useState("");
  const search = typed.trim().toLowerCase();
  if (sources.length === 0) return <p className={classes.none}>{texts.noStepsBefore}</p>;
  const found = sources.filter(({ title, sample }) => fits(title, sample, search));
  return (
    <div className={classes.tree}>
      <TextInput
        type="search"
        aria-label={texts.searchData}
        placeholder={texts.searchData}
        leftSection={<IconSearch size="1em" aria-hidden="true" />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {found.length === 0 ? <p className={classes.none}>{texts.noDataFound}</p> : null}
      {found.map((source) => (
        <section key={source.id} aria-label={texts.dataOf(source.title)}>
          <div className={classes.head}>
            <h3 className={classes.heading}>
              {source.title} <span className={classes.origin}>{texts.origins[source.origin]}</span>
            </h3>
            {source.givable && onTake !== undefined ? (
              <ActionIcon
                variant="subtle"
                color="gray"
                size="var(--vd-target)"
                aria-label={texts.testDataOf(source.title)}
                onClick={() => chooseData(source.id)}
              >
                {source.origin === "pin" ? <IconPinFilled size="1em" /> : <IconPin size="1em" />}
              </ActionIcon>
            ) : null}
          </div>
          <ul className={classes.list} data-top>
            <DataNode
              source={source}
              search={search}
              onTake={onTake}
              name={texts.wholeOutput}
              path=""
              value={source.origin === "none" ? undefined : source.sample}
              depth={0}
            />
          </ul>
        </section>
      ))}
    </div>
  );
}

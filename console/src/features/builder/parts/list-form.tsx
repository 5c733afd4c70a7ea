import { ActionIcon, Button, Group, Input, Stack, Text } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconGripVertical, IconPlus, IconX } from "@tabler/icons-react";
import type { InputSource } from "@velodrome/contract";
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import { emptyOf } from "../document/part-ways.ts";
import { moved, ofItems } from "../document/parts.ts";
import type { Shape } from "../document/input-field.ts";
import { texts } from "../fields/field-texts.ts";
import type { Limits } from "../fields/source-props.ts";
import type { PartsProps } from "./part-props.ts";
import classes from "./parts.module.css";
import { useItemDrag } from "./use-item-drag.ts";
import { useItemKeys } from "./use-item-keys.ts";

interface ListFormProps extends PartsProps {
  item: Shape;
  limits: Limits;
  items: readonly InputSource[];
}

/** How many there are, where that matters; a list may not be longer or shorter than the application takes. */
function Count({ count, limits: { least, most } }: { count: number; limits: Limits }) {
  if (most !== null && count > most) return <Input.Error>{texts.tooMany(count, most)}</Input.Error>;
  if (least !== null && count < least && count > 0) return <Input.Error>{texts.tooFew(count, least)}</Input.Error>;
  return most === null || count === 0 ? null : (
    <Text size="sm" c="dimmed">
      {texts.countOf(count, most)}
    </Text>
  );
}

type Drag = ReturnType<typeof useItemDrag>;

interface ItemActs {
  drag: Drag;
  label: string;
  at: number;
  last: number;
  onMove: (to: number) => void;
  onRemove: () => void;
}

/** For a mouse. Whoever has none finds the buttons beside it. */
function Grip({ drag, at }: Pick<ItemActs, "drag" | "at">) {
  return (
    <span className={classes.grip} title={texts.dragItem} aria-hidden="true" {...drag.gripOf(at)}>
      <IconGripVertical size="1em" />
    </span>
  );
}

/** At an end they stay where they are, so that the keyboard does not lose its place with the last move. */
function ItemButtons({ drag, label, at, last, onMove, onRemove }: ItemActs) {
  const look = { variant: "subtle", color: "gray", size: "var(--vd-target)", className: classes.act ?? "" } as const;
  const closed = (end: boolean) => ({ "aria-disabled": end, "data-disabled": end });
  return (
    <>
      {last === 0 ? null : <Grip drag={drag} at={at} />}
      <ActionIcon {...look} {...closed(at === 0)} aria-label={texts.moveUp(label)} onClick={() => onMove(at - 1)}>
        <IconArrowUp size="1em" />
      </ActionIcon>
      <ActionIcon {...look} {...closed(at === last)} aria-label={texts.moveDown(label)} onClick={() => onMove(at + 1)}>
        <IconArrowDown size="1em" />
      </ActionIcon>
      <ActionIcon {...look} aria-label={texts.removeItem(label)} onClick={onRemove}>
        <IconX size="1em" />
      </ActionIcon>
    </>
  );
}

const wayOfKey = (event: KeyboardEvent): number =>
  !event.altKey ? 0 : event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;

function Item({ children, ...acts }: ItemActs & { children: ReactNode }) {
  const onKeyDown = (event: KeyboardEvent) => {
    const by = wayOfKey(event);
    if (by === 0) return;
    event.preventDefault();
    // An item of a list in a list is moved in its own.
    event.stopPropagation();
    acts.onMove(acts.at + by);
  };
  return (
    <div
      className={classes.item}
      role="group"
      aria-label={acts.label}
      data-item
      onKeyDown={onKeyDown}
      {...acts.drag.placeOf(acts.at)}
    >
      {children}
    </div>
  );
}

/** What is done to a list as a whole; whoever moves an item by keys goes with it. */
function useListActs({ items, onChange }: Pick<ListFormProps, "items" | "onChange">) {
  const { keys, onMoved, onRemoved } = useItemKeys(items.length);
  const focused = useRef<Element | null>(null);
  // A browser takes the keyboard from what is put elsewhere in the page.
  useEffect(() => {
    if (focused.current instanceof HTMLElement && focused.current.isConnected) focused.current.focus();
    focused.current = null;
  });
  const put = (next: readonly InputSource[], key?: string) => onChange(ofItems(next), key);
  return {
    keys,
    put,
    move(from: number, to: number): void {
      if (to < 0 || to >= items.length) return;
      focused.current = document.activeElement;
      onMoved(from, to);
      put(moved(items, from, to));
    },
    remove(at: number): void {
      onRemoved(at);
      put(items.filter((_, index) => index !== at));
    },
  };
}

/** A list, item by item: each is filled on its own, and can be moved: dragged, by buttons, or by Alt and an arrow key. */
export function ListForm({ step, field, label, item, limits, items, Part, onChange }: ListFormProps) {
  const { keys, put, move, remove } = useListActs({ items, onChange });
  const drag = useItemDrag(move);
  const full = limits.most !== null && items.length >= limits.most;
  const itemOf = (source: InputSource, at: number) => {
    const own = texts.item(label, at + 1);
    const acts = { drag, at, label: own, last: items.length - 1, onMove: (to: number) => move(at, to) };
    const replaced = (next: InputSource) => items.map((each, index) => (index === at ? next : each));
    return (
      <Item key={keys[at]} {...acts} onRemove={() => remove(at)}>
        <Part
          step={step}
          field={`${field}.${at}`}
          label={own}
          shape={item}
          source={source}
          always
          onChange={(next, key) => put(replaced(next ?? emptyOf(item)), key)}
          acts={<ItemButtons {...acts} onRemove={() => remove(at)} />}
        />
      </Item>
    );
  };
  return (
    <Stack gap="sm">
      {items.map(itemOf)}
      <Count count={items.length} limits={limits} />
      <Group>
        <Button
          variant="default"
          leftSection={<IconPlus size="1em" />}
          disabled={full}
          onClick={() => put([...items, emptyOf(item)])}
        >
          {texts.addItem(label)}
        </Button>
      </Group>
    </Stack>
  );
}

import { type KeyboardEvent, memo, type MouseEvent, type PointerEvent } from "react";
import { GroupNameField } from "../group-name-field.tsx";
import { groupIcon as Sign } from "../../../ui/step-icon.ts";
import { texts } from "../texts.ts";
import classes from "./frame.module.css";
import { frameRoom } from "./frames.ts";

/** What a frame's name can be told to do; it stays the same while the cycle changes. */
export interface FrameActs {
  onClick: (name: string, event: MouseEvent) => void;
  onPointerDown: (name: string, event: PointerEvent<HTMLElement>) => void;
  onMenu: (name: string, event: MouseEvent) => void;
  onName: (name: string) => void;
  onKey: (name: string, event: KeyboardEvent) => void;
}

interface FrameProps {
  name: string;
  count: number;
  x: number;
  y: number;
  width: number;
  height: number;
  selected: boolean;
  /** How much larger than on the cards it is written. */
  scale: number;
  /** Where two documents are compared: what became of the group. */
  change: string | null;
  /** Whether its name is being written. */
  named: boolean;
  editable: boolean;
  /** The id of what tells of its keys. */
  told: string;
  acts: FrameActs;
}

type NameProps = Pick<FrameProps, "name" | "count" | "selected" | "editable" | "told" | "acts">;

/** The only part of a frame that a pointer meets: all else of it is canvas. */
function Name({ name, count, selected, editable, told, acts }: NameProps) {
  return (
    <button
      type="button"
      className={classes.name}
      title={name}
      aria-label={texts.groupOf(name, count)}
      aria-describedby={told}
      data-group={name}
      data-selected={selected || undefined}
      data-editable={editable || undefined}
      onClick={(event) => acts.onClick(name, event)}
      onPointerDown={(event) => acts.onPointerDown(name, event)}
      onContextMenu={(event) => acts.onMenu(name, event)}
      onDoubleClick={() => acts.onName(name)}
      onKeyDown={(event) => acts.onKey(name, event)}
    >
      <Sign className={classes.icon} stroke={1.75} aria-hidden="true" />
      <span className={classes.words} dir="auto">
        {name}
      </span>
    </button>
  );
}

/** One group on the canvas: a frame behind its members' cards, and its name above the first of them. */
export const Frame = memo(function Frame({ x, y, width, height, scale, named, change, ...given }: FrameProps) {
  const left = x + frameRoom.side / 2;
  const bottom = y + frameRoom.top - frameRoom.side / 4;
  return (
    <>
      <div
        className={classes.frame}
        data-selected={given.selected || undefined}
        style={{ transform: `translate(${x}px, ${y}px)`, width, height }}
      />
      {/* It grows upwards: below it are the cards. */}
      <div
        className={`${classes.place} nodrag nopan nokey`}
        style={{
          transform: `translate(${left}px, ${bottom}px) scale(${scale}) translateY(-100%)`,
          maxWidth: named ? undefined : (width - frameRoom.side) / scale,
        }}
      >
        {named ? <GroupNameField name={given.name} /> : <Name {...given} />}
        {change === null ? null : <span className={classes.change}>{change}</span>}
      </div>
    </>
  );
});

import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath } from "@xyflow/react";
import { VisuallyHidden } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { memo, useContext } from "react";
import { texts } from "../texts.ts";
import type { WayData, WayEdge } from "./flow-shape.ts";
import { WayActs } from "./way-acts.ts";
import classes from "./way.module.css";

/** The middle of a way is where its port's name ends; its number stands over the arrow then. In canvas pixels. */
const beforeTarget = 8;
const overWay = 4;
/** About what a letter of a name is wide, a number with the space around it, and a line of either high. In canvas pixels. */
const letter = 6.5;
const number = 36;
const line = 16;

type Ends = Pick<EdgeProps<WayEdge>, "sourceX" | "sourceY" | "targetX" | "targetY">;

/** Over a way that goes straight on, a number stands beside its port's name, or over it where both do not fit. */
function heightOver(label: string, { sourceX, sourceY, targetX, targetY }: Ends): number {
  const isTight = label.length * letter + number > targetX - sourceX;
  return isTight && Math.abs(targetY - sourceY) < line ? sourceY - line - overWay : targetY - overWay;
}

/** What is to be known of a way: how often it was taken, or what became of it between two versions. */
function Told({ data: { change, count, label }, x, y }: { data: WayData; x: number; y: number }) {
  if (change === null && count === null) return null;
  const anchor = label === null ? "-50%, -50%" : "-100%, -100%";
  return (
    <div
      className={`${classes.label} nodrag nopan`}
      style={{ transform: `translate(${anchor}) translate(${x}px, ${y}px)` }}
    >
      {change === null ? null : (
        <span className={classes.count}>{change === "joined" ? texts.wayJoined : texts.wayParted}</span>
      )}
      {count === null ? null : (
        <span className={classes.count} title={count.words}>
          {count.count.toLocaleString(undefined, { notation: "compact" })}
          <VisuallyHidden> {count.words}</VisuallyHidden>
        </span>
      )}
    </div>
  );
}

/** One way from a step to the next, with a button to put something in between. */
export const Way = memo(function Way(props: EdgeProps<WayEdge>) {
  const { id, data, markerEnd, selected = false } = props;
  const { askToAdd, editable } = useContext(WayActs);
  const [path, x, y] = getSmoothStepPath(props);
  if (data === undefined) return null;
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        className={classes.way}
        data-lit={data.lit ?? undefined}
        data-change={data.change ?? undefined}
        data-port={data.edge.port === "error" ? "error" : undefined}
        {...(markerEnd === undefined ? {} : { markerEnd })}
      />
      <EdgeLabelRenderer>
        <Told
          data={data}
          x={data.label === null ? x : props.targetX - beforeTarget}
          y={data.label === null ? y : heightOver(data.label, props)}
        />
        <div
          className={`${classes.label} nodrag nopan`}
          data-selected={selected || undefined}
          style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
        >
          {editable ? (
            <button
              type="button"
              className={classes.add}
              aria-label={texts.insertOn(data.from, data.to)}
              onClick={() => askToAdd({ kind: "edge", edge: data.edge })}
            >
              <IconPlus className={classes.icon} aria-hidden="true" />
            </button>
          ) : null}
        </div>
      </EdgeLabelRenderer>
    </>
  );
});

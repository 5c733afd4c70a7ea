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
        <span className={classes.count} title={texts.taken(count)}>
          {count.toLocaleString(undefined, { notation: "compact" })}
          <VisuallyHidden> {texts.taken(count)}</VisuallyHidden>
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
          y={data.label === null ? y : props.targetY - overWay}
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

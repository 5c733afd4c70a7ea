import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath } from "@xyflow/react";
import { ActionIcon, VisuallyHidden } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { memo, useContext } from "react";
import { texts } from "../texts.ts";
import type { WayEdge } from "./flow-shape.ts";
import { WayActs } from "./way-acts.ts";
import classes from "./way.module.css";

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
        <div
          className={`${classes.label} nodrag nopan`}
          data-selected={selected || undefined}
          style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
        >
          {data.change === null ? null : (
            <span className={classes.count}>{data.change === "joined" ? texts.wayJoined : texts.wayParted}</span>
          )}
          {data.count === null ? null : (
            <span className={classes.count} title={texts.taken(data.count)}>
              {data.count.toLocaleString()}
              <VisuallyHidden> {texts.taken(data.count)}</VisuallyHidden>
            </span>
          )}
          {editable ? (
            <ActionIcon
              className={classes.add}
              variant="default"
              radius="xl"
              aria-label={texts.insertOn(data.from, data.to)}
              onClick={() => askToAdd({ kind: "edge", edge: data.edge })}
            >
              <IconPlus className={classes.icon} aria-hidden="true" />
            </ActionIcon>
          ) : null}
        </div>
      </EdgeLabelRenderer>
    </>
  );
});

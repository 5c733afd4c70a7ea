import { ActionIcon, Tooltip } from "@mantine/core";
import { IconArrowsMaximize, IconLayoutDistributeVertical, IconMinus, IconPlus } from "@tabler/icons-react";
import { Panel, useReactFlow } from "@xyflow/react";
import { ActFailure } from "../../../ui/failure.tsx";
import { useBuilder } from "../builder-context.ts";
import { texts } from "../texts.ts";
import classes from "./canvas.module.css";
import { fitting } from "./fitting.ts";
import { useTidy } from "./use-tidy.ts";
import { WaysSince } from "./ways-since.tsx";

/** Zoom, fit and order; `counts`: what the numbers on the ways are. */
export function CanvasControls({ counts }: { counts: boolean }) {
  const builder = useBuilder();
  const { covered, editable } = builder;
  const flow = useReactFlow();
  const tidy = useTidy(builder);
  const acts = [
    { label: texts.zoomOut, icon: IconMinus, run: () => void flow.zoomOut() },
    { label: texts.zoomIn, icon: IconPlus, run: () => void flow.zoomIn() },
    { label: texts.fit, icon: IconArrowsMaximize, run: () => void flow.fitView(fitting(covered)) },
    ...(editable ? [{ label: texts.tidy, icon: IconLayoutDistributeVertical, run: () => tidy.mutate() }] : []),
  ];
  return (
    <Panel position="bottom-left">
      {tidy.isError ? <ActFailure error={tidy.error} heading={texts.tidyFailed} /> : null}
      {counts ? <WaysSince /> : null}
      <div className={classes.controls}>
        {acts.map(({ label, icon: Sign, run }) => (
          <Tooltip key={label} label={label}>
            <ActionIcon
              variant="default"
              aria-label={label}
              loading={label === texts.tidy && tidy.isPending}
              onClick={run}
            >
              <Sign size="1em" />
            </ActionIcon>
          </Tooltip>
        ))}
      </div>
    </Panel>
  );
}

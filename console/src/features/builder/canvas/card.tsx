import { Handle, type NodeProps, Position } from "@xyflow/react";
import { IconAlertTriangle, IconPin } from "@tabler/icons-react";
import type { Step } from "@velodrome/contract";
import { memo, useContext } from "react";
import { ConnectorLogo } from "../../../ui/connector-logo.tsx";
import { StateMark } from "../../../ui/state-mark.tsx";
import { takesEdges, waysOut } from "../document/port.ts";
import { portTitle } from "../step-title.ts";
import { texts } from "../texts.ts";
import classes from "./card.module.css";
import { type CardLook, type CardNode, handleOf } from "./flow-shape.ts";
import { LegalTargets } from "./legal-targets.ts";

function Ports({ step }: { step: Step }) {
  const ways = waysOut(step);
  const right = ways.filter(({ kind }) => kind !== "error");
  return (
    <>
      {ways.map(({ port, kind }) => {
        const at = right.findIndex((way) => way.port === port);
        const fails = kind === "error";
        const style = fails ? {} : { top: `${((at + 1) / (right.length + 1)) * 100}%` };
        return (
          <Handle
            key={handleOf(port)}
            id={handleOf(port)}
            type="source"
            position={fails ? Position.Bottom : Position.Right}
            className={classes.port}
            data-kind={kind}
            style={style}
          >
            {kind === "next" && step.type !== "for-each" ? null : (
              <span className={classes.portName}>{portTitle(step, port)}</span>
            )}
          </Handle>
        );
      })}
    </>
  );
}

function State({ look }: { look: CardLook }) {
  if (look.state !== null) {
    return (
      <span className={classes.state}>
        <StateMark look={look.state} />
        {look.duration === null ? null : <span className={classes.duration}>{look.duration}</span>}
      </span>
    );
  }
  if (look.missing === 0) return null;
  const word = texts.missing(look.missing);
  return (
    <span className={classes.state}>
      <StateMark look={{ tone: "amber", icon: IconAlertTriangle, word }} />
    </span>
  );
}

/** One step on the canvas. */
export const Card = memo(function Card({ data: { step, look }, id }: NodeProps<CardNode>) {
  const legal = useContext(LegalTargets);
  const target = legal === null ? undefined : legal.has(id) ? "legal" : "illegal";
  if (step.type === "note") {
    return (
      <div className={classes.note} dir="auto">
        {step.text === "" ? look.title : step.text}
      </div>
    );
  }
  const starts = step.type === "trigger" || step.type === "schedule";
  return (
    <div
      className={classes.card}
      data-starts={starts || undefined}
      data-incomplete={look.missing > 0 || undefined}
      data-target={target}
      data-faded={look.faded || undefined}
      data-disabled={look.disabled || undefined}
    >
      {takesEdges(step) ? <Handle id="in" type="target" position={Position.Left} className={classes.port} /> : null}
      {look.logo === null ? (
        <look.icon className={classes.icon} stroke={1.75} aria-hidden="true" />
      ) : (
        <ConnectorLogo logo={look.logo} />
      )}
      <div className={classes.words}>
        <div className={classes.first}>
          <strong className={classes.title} dir="auto" title={look.title}>
            {look.title}
          </strong>
          {look.pinned ? <IconPin className={classes.pin} role="img" aria-label={texts.pinned} /> : null}
          <State look={look} />
        </div>
        <div className={classes.second} dir="auto">
          {look.words}
        </div>
        {look.chip === null ? null : (
          <div className={classes.chip} dir="auto">
            {look.chip}
          </div>
        )}
      </div>
      <Ports step={step} />
    </div>
  );
});

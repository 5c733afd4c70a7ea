import { UnstyledButton, VisuallyHidden } from "@mantine/core";
import classes from "./data-tree.module.css";
import { texts } from "./field-texts.ts";
import { reference } from "./source-mode.ts";

/** What is dragged from a tree of data onto a field. */
export const dataType = "application/x-velodrome-data";

/** Puts a piece of what a step gives into the field that is being filled. */
export type Take = (step: string, path: string) => void;

interface DataPieceProps {
  step: string;
  path: string;
  name: string;
  value: string;
  /** Undefined where data is only looked at. */
  onTake: Take | undefined;
}

/** A piece of data by its name: to be put into a field by a click or by dragging, or only to be read. */
export function DataPiece({ step, path, name, value, onTake }: DataPieceProps) {
  const whole = reference(step, path);
  const words = (
    <>
      <span className={classes.name}>{name}</span>
      <span className={classes.value}>{value}</span>
    </>
  );
  if (onTake === undefined) return <span className={classes.piece}>{words}</span>;
  return (
    <UnstyledButton
      className={`${classes.piece} ${classes.take}`}
      draggable
      title={whole}
      onDragStart={({ dataTransfer }) => dataTransfer.setData(dataType, JSON.stringify({ step, path }))}
      onClick={() => onTake(step, path)}
    >
      {words}
      <VisuallyHidden>{texts.take(whole)}</VisuallyHidden>
    </UnstyledButton>
  );
}

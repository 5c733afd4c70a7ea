import { Anchor, type AnchorProps, Button, type ButtonProps } from "@mantine/core";
import { createLink } from "@tanstack/react-router";
import type { AnchorHTMLAttributes, Ref } from "react";
import classes from "./link.module.css";

type Rest = AnchorHTMLAttributes<HTMLAnchorElement> & { ref?: Ref<HTMLAnchorElement> };

/** A link in running text. */
export const TextLink = createLink((props: Omit<AnchorProps, "href"> & Omit<Rest, keyof AnchorProps>) => (
  <Anchor inherit underline="always" dir="auto" {...props} />
));

/** A link that looks like a button because it is the act of its screen. */
export const ButtonLink = createLink((props: Omit<ButtonProps, "href"> & Omit<Rest, keyof ButtonProps>) => (
  <Button component="a" {...props} />
));

/** The one link of a table row: its target is the whole row. */
export const RowLink = createLink(({ className, ...props }: Rest) => (
  <a dir="auto" className={`${classes.row} ${className ?? ""}`} {...props} />
));

import { Stack, Text, Title } from "@mantine/core";
import { Surface } from "../../ui/surface.tsx";
import { texts } from "./texts.ts";
import classes from "./what-follows.module.css";

/** What a person who has never connected a Page is in for, from the button to the first message. */
export function WhatFollows() {
  return (
    <Surface>
      <Stack gap="sm">
        <Title order={2}>{texts.nextHeading}</Title>
        <ol className={classes.steps}>
          {texts.nextSteps.map((step) => (
            <li key={step}>
              <Text>{step}</Text>
            </li>
          ))}
        </ol>
      </Stack>
    </Surface>
  );
}

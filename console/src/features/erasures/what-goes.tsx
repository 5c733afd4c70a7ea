import { Stack, Text, Title } from "@mantine/core";
import { TextLink } from "../../ui/link.tsx";
import { Surface } from "../../ui/surface.tsx";
import { texts } from "./texts.ts";

/** What an erasure takes away and what it leaves, for whoever is about to begin one. */
export function WhatGoes() {
  return (
    <Surface>
      <Stack gap="md">
        {texts.explained.map(({ heading, text }) => (
          <div key={heading}>
            <Title order={3}>{heading}</Title>
            <Text>{text}</Text>
          </div>
        ))}
        <div>
          <TextLink to="/guide/$page" params={{ page: "privacy" }}>
            {texts.guide}
          </TextLink>
        </div>
      </Stack>
    </Surface>
  );
}

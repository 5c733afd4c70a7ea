import { Button, CloseButton, Group, Stack, Text, Title } from "@mantine/core";
import { IconCircle, IconCircleCheckFilled } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { remember, rememberedKeys, useRemembered } from "../../lib/remembered.ts";
import { ButtonLink } from "../../ui/link.tsx";
import { Surface } from "../../ui/surface.tsx";
import classes from "./first-minute-panel.module.css";
import { texts } from "./texts.ts";

interface FirstMinutePanelProps {
  account: string;
  sandboxUrl: string;
  /** Whether someone has written to the demo Page. */
  wrote: boolean;
  latestRun: string | null;
}

interface StepProps {
  done: boolean;
  heading: string;
  hint: string;
  children: ReactNode;
}

function Step({ done, heading, hint, children }: StepProps) {
  const Sign = done ? IconCircleCheckFilled : IconCircle;
  return (
    <li className={classes.step} data-done={done || undefined}>
      <Sign className={classes.tick} role="img" aria-label={done ? texts.done : texts.next} />
      <Stack gap="sm" align="flex-start" className={classes.words}>
        <div>
          <Title order={3}>{heading}</Title>
          <Text size="sm" c="dimmed">
            {hint}
          </Text>
        </div>
        {children}
      </Stack>
    </li>
  );
}

const act = (current: boolean) => (current ? "filled" : "default");

/** Three steps from a fresh installation to understanding it, ticked off as they happen. */
export function FirstMinutePanel({ account, sandboxUrl, wrote, latestRun }: FirstMinutePanelProps) {
  const saw = useRemembered(rememberedKeys.sawRun) !== null && latestRun !== null;
  return (
    <Surface>
      <Group justify="space-between" wrap="nowrap" align="flex-start" mb="md">
        <div>
          <Title order={2}>{texts.heading}</Title>
          <Text c="dimmed">{texts.hint}</Text>
        </div>
        <CloseButton aria-label={texts.dismiss} onClick={() => remember(rememberedKeys.firstMinuteDone, "yes")} />
      </Group>
      <ol className={classes.steps}>
        <Step done={wrote} heading={texts.write} hint={texts.writeHint}>
          <Button component="a" href={sandboxUrl} target="_blank" rel="noopener" variant={act(!wrote)}>
            {texts.writeAct}
          </Button>
        </Step>
        <Step done={saw} heading={texts.see} hint={texts.seeHint}>
          {latestRun === null ? (
            <Button disabled>{texts.seeAct}</Button>
          ) : (
            <ButtonLink
              to="/accounts/$account/runs/$run"
              params={{ account, run: latestRun }}
              variant={act(wrote && !saw)}
            >
              {texts.seeAct}
            </ButtonLink>
          )}
        </Step>
        <Step done={false} heading={texts.connect} hint={texts.connectHint}>
          <ButtonLink
            to="/connectors/$connector"
            params={{ connector: "facebook-messenger" }}
            variant={act(wrote && saw)}
          >
            {texts.connectAct}
          </ButtonLink>
        </Step>
      </ol>
    </Surface>
  );
}

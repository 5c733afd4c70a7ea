import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { type SubmitEvent, useState } from "react";
import { CopyRow } from "../../ui/copy-button.tsx";
import { ActFailure } from "../../ui/failure.tsx";
import { texts } from "./message-texts.ts";

/** Setting a Verify Token from the Message step's card. */
export interface TokenActs {
  /** What was entered or suggested while this page is open; null when nobody can know it any more. */
  entered: string | null;
  suggest: () => string;
  save: (token: string) => void;
  busy: boolean;
  error: unknown;
}

function Entry({ acts, onDone }: { acts: TokenActs; onDone: () => void }) {
  const [typed, setTyped] = useState("");
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (typed.trim() === "") return;
    acts.save(typed.trim());
    onDone();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Group gap="sm" align="flex-end">
        <TextInput
          flex="1 1 var(--vd-filter)"
          label={texts.verifyToken}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
          autoFocus
        />
        <Button variant="default" onClick={() => setTyped(acts.suggest())}>
          {texts.suggest}
        </Button>
        <Button variant="default" type="submit" disabled={typed.trim() === ""}>
          {texts.save}
        </Button>
      </Group>
    </form>
  );
}

/** The Verify Token where it can be copied, or how to come by one; `none`: there is none at all yet. */
export function VerifyTokenField({ acts, none }: { acts: TokenActs; none: boolean }) {
  const [entering, setEntering] = useState(false);
  const failure = acts.error === null ? null : <ActFailure error={acts.error} heading={texts.tokenFailed} />;
  if (entering) return <Entry acts={acts} onDone={() => setEntering(false)} />;
  if (acts.entered !== null) {
    return (
      <Stack gap="xs">
        {failure}
        <CopyRow label={texts.verifyToken} value={acts.entered} />
        <Text size="sm" c="dimmed">
          {texts.tokenShown}
        </Text>
      </Stack>
    );
  }
  return (
    <Stack gap="xs" align="flex-start">
      {failure}
      {none ? null : (
        <div>
          <Text size="sm" fw="var(--vd-weight-strong)">
            {texts.verifyToken}
          </Text>
          <Text size="sm" c="dimmed">
            {texts.tokenKept}
          </Text>
        </div>
      )}
      <Group gap="sm">
        {none ? (
          <Button variant="default" loading={acts.busy} onClick={() => acts.save(acts.suggest())}>
            {texts.suggest}
          </Button>
        ) : null}
        <Button variant="default" disabled={acts.busy} onClick={() => setEntering(true)}>
          {none ? texts.setOwn : texts.setNew}
        </Button>
      </Group>
    </Stack>
  );
}

import { Button, Group, TextInput } from "@mantine/core";
import { CopyButton } from "../../ui/copy-button.tsx";
import { texts } from "./texts.ts";

interface VerifyTokenInputProps {
  hint: string;
  value: string;
  error: string | null;
  suggest: () => string;
  onChange: (value: string) => void;
}

/** Shown while it is entered, because it has to be pasted at Meta as well; afterwards nobody sees it again. */
export function VerifyTokenInput({ hint, value, error, suggest, onChange }: VerifyTokenInputProps) {
  return (
    <Group gap="sm" align="flex-end">
      <TextInput
        flex="1 1 var(--vd-panel-narrow)"
        label={texts.verifyToken}
        description={hint}
        value={value}
        error={error}
        onChange={(event) => onChange(event.currentTarget.value)}
        autoComplete="off"
        spellCheck={false}
        rightSection={value === "" ? null : <CopyButton value={value} what={texts.verifyToken} />}
      />
      <Button variant="default" onClick={() => onChange(suggest())}>
        {texts.suggest}
      </Button>
    </Group>
  );
}

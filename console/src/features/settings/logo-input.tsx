import { Button, FileInput, Group, Stack } from "@mantine/core";
import { useState } from "react";
import classes from "./logo-input.module.css";
import { texts } from "./texts.ts";

const kinds = "image/png,image/jpeg,image/webp,image/gif,image/svg+xml";
const bytesAtMost = 96 * 1024;

async function asDataUrl(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return `data:${file.type};base64,${btoa(letters)}`;
}

/** The partner's picture, kept with the settings. */
export function LogoInput({ logo, onChange }: { logo: string | null; onChange: (logo: string | null) => void }) {
  const [tooLarge, setTooLarge] = useState(false);
  const choose = (file: File | null) => {
    setTooLarge(file !== null && file.size > bytesAtMost);
    if (file !== null && file.size <= bytesAtMost) void asDataUrl(file).then(onChange);
  };
  return (
    <Stack gap="sm">
      <FileInput
        label={texts.logo}
        description={texts.logoHint}
        placeholder={texts.logoChoose}
        accept={kinds}
        onChange={choose}
        error={tooLarge ? texts.problems.logoTooLarge : undefined}
      />
      {logo === null ? null : (
        <Group>
          <img className={classes.logo} src={logo} alt="" />
          <Button variant="default" size="xs" onClick={() => onChange(null)}>
            {texts.logoRemove}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

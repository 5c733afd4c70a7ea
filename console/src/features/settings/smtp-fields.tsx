import { Group, PasswordInput, Select, TextInput } from "@mantine/core";
import classes from "./smtp-fields.module.css";
import type { MailDraft, MailProblems } from "./mail-draft.ts";
import { texts } from "./texts.ts";

interface SmtpFieldsProps {
  draft: MailDraft;
  problems: MailProblems;
  hasPassword: boolean;
  onChange: (part: Partial<MailDraft>) => void;
}

const encryptions = [
  { value: "starttls", label: texts.encryptions.starttls },
  { value: "tls", label: texts.encryptions.tls },
];

/** The mail server. Without one there is nothing more to ask. */
export function SmtpFields({ draft, problems, hasPassword, onChange }: SmtpFieldsProps) {
  const text = (key: "host" | "port" | "username" | "from") => ({
    label: texts[key],
    value: draft[key],
    error: problems[key],
    onChange: (event: { currentTarget: HTMLInputElement }) => onChange({ [key]: event.currentTarget.value }),
  });
  const sends = draft.host.trim() !== "";
  return (
    <>
      <Group gap="sm" align="flex-end">
        <TextInput
          {...text("host")}
          className={classes.wide}
          description={texts.hostHint}
          autoComplete="off"
          inputMode="url"
        />
        {sends ? <TextInput {...text("port")} className={classes.port} inputMode="numeric" /> : null}
      </Group>
      {sends ? <ServerFields draft={draft} text={text} hasPassword={hasPassword} onChange={onChange} /> : null}
    </>
  );
}

type Named = (key: "username" | "from") => object & { label: string };

function ServerFields({ draft, text, hasPassword, onChange }: Omit<SmtpFieldsProps, "problems"> & { text: Named }) {
  return (
    <>
      <Select
        label={texts.encryption}
        data={encryptions}
        value={draft.secure ? "tls" : "starttls"}
        onChange={(chosen) => onChange({ secure: chosen === "tls" })}
        allowDeselect={false}
      />
      <TextInput {...text("username")} autoComplete="off" />
      <PasswordInput
        label={texts.password}
        description={hasPassword ? texts.passwordKept : texts.passwordHint}
        placeholder={hasPassword ? texts.kept : ""}
        value={draft.password}
        onChange={(event) => onChange({ password: event.currentTarget.value })}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ "aria-label": texts.showPassword }}
      />
      <TextInput {...text("from")} description={texts.fromHint} autoComplete="off" />
    </>
  );
}

import { Checkbox, Radio, Stack, TagsInput, TextInput } from "@mantine/core";
import { type LoginKind, loginKinds } from "@velodrome/contract";
import type { FieldProps } from "./field-props.ts";
import classes from "./setup-form.module.css";
import { texts } from "./texts.ts";

export function ScopesField({ draft, problems, onChange }: FieldProps) {
  return (
    <TagsInput
      label={texts.scopes}
      description={texts.scopesHint}
      value={draft.scopes}
      onChange={(scopes) => onChange({ scopes })}
      error={problems.scopes}
      splitChars={[",", " "]}
      acceptValueOnBlur
      classNames={{ pill: classes.mono }}
    />
  );
}

/** Which configuration at Meta is meant. */
export function ConfigIdField({ draft, problems, onChange }: FieldProps) {
  return (
    <TextInput
      label={texts.configId}
      description={texts.configIdHint}
      value={draft.configId}
      onChange={(event) => onChange({ configId: event.currentTarget.value })}
      error={problems.configId}
      autoComplete="off"
      classNames={{ input: classes.mono }}
    />
  );
}

/** How people sign in: by scopes, or by a configuration at Meta that stands for them. */
export function LoginFields(props: FieldProps) {
  const { draft, onChange } = props;
  return (
    <>
      <Radio.Group
        label={texts.loginKind}
        value={draft.loginKind}
        onChange={(kind) => onChange({ loginKind: kind as LoginKind })}
      >
        <Stack gap="sm" mt="xs">
          {loginKinds.map((kind) => (
            <Radio key={kind} value={kind} label={texts.loginKinds[kind]} description={texts.loginKindHints[kind]} />
          ))}
        </Stack>
      </Radio.Group>
      {draft.loginKind === "facebook-login" ? (
        <ScopesField {...props} />
      ) : (
        <>
          <ConfigIdField {...props} />
          <Checkbox
            label={texts.systemUser}
            description={texts.systemUserHint}
            checked={draft.systemUser}
            onChange={(event) => onChange({ systemUser: event.currentTarget.checked })}
          />
        </>
      )}
    </>
  );
}

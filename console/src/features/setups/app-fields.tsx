import { Button, Checkbox, PasswordInput, TextInput } from "@mantine/core";
import { texts } from "./texts.ts";
import type { FieldProps } from "./field-props.ts";
import { suggestToken } from "./suggest-token.ts";
import classes from "./setup-form.module.css";

/** The app's own Client ID and Secret. A kept secret is never shown. */
export function PairFields({ draft, setup, problems, metaApp, onChange }: FieldProps) {
  const connections = setup?.connections ?? 0;
  const hint = metaApp ? texts.clientSecretHint : texts.clientSecretSealed;
  return (
    <>
      <TextInput
        label={texts.clientId}
        description={connections > 0 ? texts.clientIdFixed(connections) : metaApp ? texts.clientIdHint : undefined}
        value={draft.clientId}
        onChange={(event) => onChange({ clientId: event.currentTarget.value })}
        error={problems.clientId}
        disabled={connections > 0}
        required
        withAsterisk={false}
        {...(metaApp ? { inputMode: "numeric" } : {})}
        autoComplete="off"
        spellCheck={false}
        classNames={{ input: classes.mono }}
      />
      <PasswordInput
        id="client-secret"
        label={texts.clientSecret}
        description={setup === null ? hint : texts.clientSecretKept}
        placeholder={setup === null ? "" : texts.kept}
        value={draft.clientSecret}
        onChange={(event) => onChange({ clientSecret: event.currentTarget.value })}
        error={problems.clientSecret}
        aria-invalid={problems.clientSecret !== undefined}
        required={setup === null}
        withAsterisk={false}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ "aria-label": texts.showSecret }}
      />
    </>
  );
}

/** A word of the partner's own; one is suggested, and then shown, because it has to be pasted at Meta too. */
export function VerifyTokenField({ draft, setup, onChange }: FieldProps) {
  const kept = setup?.hasVerifyToken === true;
  const field = (
    <TextInput
      label={texts.verifyToken}
      description={kept ? texts.verifyTokenKept : texts.verifyTokenHint}
      placeholder={kept ? texts.kept : ""}
      value={draft.dropVerifyToken ? "" : draft.verifyToken}
      disabled={draft.dropVerifyToken}
      onChange={(event) => onChange({ verifyToken: event.currentTarget.value })}
      autoComplete="off"
      spellCheck={false}
      classNames={{ wrapper: classes.wide, input: classes.mono }}
      inputContainer={(input) => (
        <div className={classes.joined}>
          {input}
          <Button
            variant="default"
            disabled={draft.dropVerifyToken}
            onClick={() => onChange({ verifyToken: suggestToken() })}
          >
            {texts.suggest}
          </Button>
        </div>
      )}
    />
  );
  if (!kept) return field;
  return (
    <>
      {field}
      <Checkbox
        label={texts.dropVerifyToken}
        checked={draft.dropVerifyToken}
        onChange={(event) => onChange({ dropVerifyToken: event.currentTarget.checked })}
      />
    </>
  );
}

import { Button, Checkbox, PasswordInput, TextInput } from "@mantine/core";
import { texts } from "./texts.ts";
import type { FieldProps } from "./field-props.ts";
import { suggestToken } from "./suggest-token.ts";
import classes from "./setup-form.module.css";

/** The app's own Client ID and Secret. A kept secret is never shown. */
export function PairFields({ draft, setup, problems, metaApp, onChange }: FieldProps) {
  const connections = setup?.connections ?? 0;
  const isKept = setup?.hasClientSecret === true;
  const hint = metaApp ? texts.clientSecretHint : texts.clientSecretSealed;
  return (
    <>
      <TextInput
        label={texts.clientId}
        description={connections > 0 ? texts.clientIdFixed(connections) : metaApp ? texts.clientIdHint : undefined}
        value={draft.ownApps ? "" : draft.clientId}
        onChange={(event) => onChange({ clientId: event.currentTarget.value })}
        error={problems.clientId}
        disabled={connections > 0 || draft.ownApps}
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
        description={isKept ? texts.clientSecretKept : hint}
        placeholder={isKept && !draft.ownApps ? texts.kept : ""}
        disabled={draft.ownApps}
        value={draft.ownApps ? "" : draft.clientSecret}
        onChange={(event) => onChange({ clientSecret: event.currentTarget.value })}
        error={problems.clientSecret}
        aria-invalid={problems.clientSecret !== undefined}
        required={!isKept}
        withAsterisk={false}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ "aria-label": texts.showSecret }}
      />
    </>
  );
}

/** Client ID and Secret stay empty: whoever makes a connection brings an app of their own. */
export function OwnAppsField({ draft, setup, metaApp, onChange }: FieldProps) {
  return (
    <Checkbox
      label={metaApp ? texts.ownMetaApps : texts.ownApps}
      description={texts.ownAppsHint}
      checked={draft.ownApps}
      disabled={(setup?.connections ?? 0) > 0}
      onChange={(event) => onChange({ ownApps: event.currentTarget.checked })}
    />
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

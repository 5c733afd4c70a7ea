import { Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import type { FirstSignIn } from "@velodrome/contract";
import { useMutation } from "@tanstack/react-query";
import type { SubmitEvent } from "react";
import { ActFailure } from "../../ui/failure.tsx";
import { ButtonLink } from "../../ui/link.tsx";
import { EntryCard } from "./entry-card.tsx";
import { firstSignIn } from "./first-sign-in.ts";
import { texts } from "./texts.ts";

interface FirstSignInFormProps {
  token: string | undefined;
  onSignedIn: () => Promise<void>;
}

export function FirstSignInForm({ token, onSignedIn }: FirstSignInFormProps) {
  const act = useMutation({ mutationFn: (given: FirstSignIn) => firstSignIn(given), onSuccess: onSignedIn });
  if (token === undefined) {
    return (
      <EntryCard heading={texts.noToken} hint={texts.noTokenHint}>
        <ButtonLink to="/sign-in" variant="default">
          {texts.goToSignIn}
        </ButtonLink>
      </EntryCard>
    );
  }
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const text = (name: string) => String(given.get(name));
    act.mutate({ token, name: text("name"), email: text("email"), password: text("password") });
  };
  return (
    <EntryCard heading={texts.firstSignIn} hint={texts.firstSignInHint}>
      <form onSubmit={submit}>
        <Stack gap="md">
          {act.isError ? <ActFailure heading={texts.firstSignInFailed} error={act.error} /> : null}
          <TextInput name="name" label={texts.name} autoComplete="name" required withAsterisk={false} autoFocus />
          <TextInput
            name="email"
            type="email"
            label={texts.email}
            autoComplete="username"
            required
            withAsterisk={false}
          />
          <PasswordInput
            name="password"
            label={texts.password}
            description={texts.passwordHint}
            autoComplete="new-password"
            minLength={8}
            required
            withAsterisk={false}
          />
          <Button type="submit" loading={act.isPending}>
            {texts.firstSignInAct}
          </Button>
        </Stack>
      </form>
    </EntryCard>
  );
}

import { Button, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { SubmitEvent } from "react";
import { ApiError } from "../../lib/api-error.ts";
import { ActFailure } from "../../ui/failure.tsx";
import { EntryCard } from "./entry-card.tsx";
import { type Credentials, signIn } from "./sign-in.ts";
import { texts } from "./texts.ts";

/** The sign-in library's words for wrong credentials differ by cause; a person needs one sentence. */
const inPlainWords = (error: unknown): unknown =>
  error instanceof ApiError && error.status === 401 ? new ApiError(401, error.code, texts.wrongCredentials) : error;

export function SignInForm({ onSignedIn }: { onSignedIn: () => Promise<void> }) {
  const act = useMutation({ mutationFn: (given: Credentials) => signIn(given), onSuccess: onSignedIn });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    act.mutate({ email: String(given.get("email")), password: String(given.get("password")) });
  };
  return (
    <EntryCard heading={texts.signIn} hint={texts.signInHint}>
      <form onSubmit={submit}>
        <Stack gap="md">
          {act.isError ? <ActFailure heading={texts.signInFailed} error={inPlainWords(act.error)} /> : null}
          <TextInput
            name="email"
            type="email"
            label={texts.email}
            autoComplete="username"
            required
            withAsterisk={false}
            autoFocus
          />
          <PasswordInput
            name="password"
            label={texts.password}
            autoComplete="current-password"
            required
            withAsterisk={false}
          />
          <Button type="submit" loading={act.isPending}>
            {texts.signIn}
          </Button>
          <Text size="sm" c="dimmed">
            {texts.neverHere}
          </Text>
        </Stack>
      </form>
    </EntryCard>
  );
}

import { Alert, Anchor, Button, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { SyntheticEvent } from 'react';
import { session } from '../session/session.ts';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useText } from '../texts/use-text.ts';
import { EntryPage } from './entry-page.tsx';
import { PasswordInput } from '../shell/fields/password-input.tsx';
import { Form } from '../shell/form.tsx';
import { IdentifierField } from './identifier-field.tsx';

export function SignInPage() {
  const text = useText();
  const login = useMutation({
    mutationFn: (credentials: { identifier: string; password: string }) => session.login(credentials),
    retry: false,
  });
  const submit = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    login.mutate({ identifier: textOf(given, 'identifier'), password: textOf(given, 'password') });
  };
  return (
    <EntryPage
      title={text('signIn.title')}
      notice={session.hasLeft && <Alert variant="default">{text('signIn.left')}</Alert>}
    >
      <Form error={login.error} onSubmit={submit}>
        <Stack>
          {login.isError && <ProblemAlert error={login.error} />}
          <IdentifierField />
          <PasswordInput
            name="password"
            label={text('signIn.password')}
            autoComplete="current-password"
            required
            withAsterisk={false}
          />
          <Button type="submit" loading={login.isPending}>
            {text('signIn.submit')}
          </Button>
          <Anchor href="/app/forgot-password">{text('signIn.forgot')}</Anchor>
          <Anchor href="/app/sign-up">{text('signIn.new')}</Anchor>
        </Stack>
      </Form>
    </EntryPage>
  );
}

function textOf(given: FormData, name: string): string {
  const value = given.get(name);
  return typeof value === 'string' ? value : '';
}

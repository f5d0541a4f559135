import { Anchor, Button, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { SyntheticEvent } from 'react';
import { lyceum } from '../lyceum.ts';
import { textIn } from '../shell/form-values.ts';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useText } from '../texts/use-text.ts';
import { EntryPage } from './entry-page.tsx';
import { Form } from '../shell/form.tsx';
import { EmailField } from './email-field.tsx';

/** Asks for a link that sets a new password. What it says then is the same for every address. */
export function ForgotPasswordPage() {
  const text = useText();
  const ask = useMutation({
    mutationFn: async (email: string) => {
      await lyceum.auth.requestPasswordReset({ email });
      return email;
    },
    retry: false,
  });
  const submit = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    ask.mutate(textIn(new FormData(event.currentTarget), 'email'));
  };
  if (ask.isSuccess)
    return (
      <EntryPage key="asked" title={text('signUp.mail')}>
        <Stack>
          <Text style={{ overflowWrap: 'anywhere' }}>{text('forgot.sent', { email: ask.data })}</Text>
          <Button variant="default" onClick={() => ask.reset()}>
            {text('forgot.again')}
          </Button>
          <Anchor href="/app">{text('forgot.known')}</Anchor>
        </Stack>
      </EntryPage>
    );
  return (
    <EntryPage key="asking" title={text('forgot.title')}>
      <Form error={ask.error} onSubmit={submit}>
        <Stack>
          {ask.isError && <ProblemAlert error={ask.error} />}
          <Text size="sm">{text('forgot.how')}</Text>
          <EmailField />
          <Button type="submit" loading={ask.isPending}>
            {text('forgot.submit')}
          </Button>
          <Anchor href="/app">{text('forgot.known')}</Anchor>
        </Stack>
      </Form>
    </EntryPage>
  );
}

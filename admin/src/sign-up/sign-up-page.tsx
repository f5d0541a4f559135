import type { BrowserRegister } from '@lyceum/sdk';
import { useLingui } from '@lingui/react';
import { Anchor, Button, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { SyntheticEvent } from 'react';
import { session } from '../session/session.ts';
import { textIn, textOrNull } from '../shell/form-values.ts';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { EntryPage } from '../sign-in/entry-page.tsx';
import type { Language } from '../texts/languages.ts';
import { useText } from '../texts/use-text.ts';
import { PasswordInput } from '../shell/fields/password-input.tsx';
import { TextInput } from '../shell/fields/text-input.tsx';
import { Form } from '../shell/form.tsx';
import { EmailField } from '../sign-in/email-field.tsx';
import { UsernameField } from '../sign-in/username-field.tsx';
import { joinCodeIn, JoinFields, joinWishIn } from './join-fields.tsx';

const LONGEST_NAME = 100;
const SHORTEST_PASSWORD = 8;
const LONGEST_PASSWORD = 128;
const FIELDS = { password_too_common: 'password' };

/** Makes an account, which is signed in at once; the mailed link is asked for by the page that follows. */
export function SignUpPage() {
  const text = useText();
  const { i18n } = useLingui();
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const code = joinCodeIn(location.search);
  const register = useMutation({
    mutationFn: (account: BrowserRegister) => session.register(account),
    retry: false,
  });
  const submit = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const password = given.get('password');
    const username = textOrNull(given, 'username');
    register.mutate({
      name: textIn(given, 'name'),
      email: textIn(given, 'email'),
      ...(username === null ? {} : { username }),
      password: typeof password === 'string' ? password : '',
      language: i18n.locale as Language,
      timeZone,
      ...(code === null ? {} : { join: joinWishIn(given, code) }),
    });
  };
  return (
    <EntryPage title={text('signUp.title')}>
      <Form error={register.error} fields={FIELDS} onSubmit={submit}>
        <Stack>
          {register.isError && <ProblemAlert error={register.error} />}
          <TextInput
            name="name"
            label={text('profile.name')}
            autoComplete="name"
            maxLength={LONGEST_NAME}
            required
            withAsterisk={false}
          />
          <EmailField />
          <UsernameField />
          <PasswordInput
            name="password"
            label={text('signIn.password')}
            description={text('signUp.rules')}
            autoComplete="new-password"
            minLength={SHORTEST_PASSWORD}
            maxLength={LONGEST_PASSWORD}
            required
            withAsterisk={false}
          />
          {code !== null && <JoinFields code={code} />}
          <Text size="sm">{text('signUp.taken', { zone: timeZone })}</Text>
          <Button type="submit" loading={register.isPending}>
            {text('signUp.submit')}
          </Button>
          <Anchor href={code === null ? '/app' : `/app/join?join=${encodeURIComponent(code)}`}>
            {text('signUp.known')}
          </Anchor>
        </Stack>
      </Form>
    </EntryPage>
  );
}

import type { User } from '@lyceum/sdk';
import { Group, SimpleGrid, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { lyceum } from '../lyceum.ts';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { SteadyButton } from '../shell/steady-button.tsx';
import { useText } from '../texts/use-text.ts';
import { Outcome } from './outcome.tsx';
import { PresentPassword } from './password-field.tsx';
import { SaveForm, valueOf } from './save-form.tsx';
import { Section } from '../shell/section.tsx';

const LONGEST = 254;

/** The address by which somebody signs in and is written to; a mailed link shows that another one is theirs. */
export function EmailSection({ me: { email, emailVerified } }: { readonly me: User }) {
  const text = useText();
  const change = useMutation({
    mutationFn: async (given: { email: string; password: string }) => lyceum.users.requestEmailChange(given),
  });
  const submit = (form: HTMLFormElement) =>
    change.mutate(
      { email: valueOf(form, 'email').trim(), password: valueOf(form, 'password') },
      { onSuccess: () => form.reset() },
    );
  return (
    <Section title={text('profile.email')}>
      <Text style={{ overflowWrap: 'anywhere' }}>
        {text(emailVerified ? 'profile.email.confirmed' : 'profile.email.unconfirmed', { email })}
      </Text>
      {!emailVerified && <LinkAgain email={email} />}
      <SaveForm
        submit={text('profile.email.change')}
        isBusy={change.isPending}
        error={change.error}
        done={change.isSuccess ? text('profile.email.asked', { email: change.variables.email }) : null}
        onSubmit={submit}
      >
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          <TextInput
            type="email"
            name="email"
            label={text('profile.email.new')}
            maxLength={LONGEST}
            autoComplete="email"
            required
            withAsterisk={false}
          />
          <PresentPassword />
        </SimpleGrid>
      </SaveForm>
    </Section>
  );
}

function LinkAgain({ email }: { readonly email: string }) {
  const text = useText();
  const send = useMutation({ mutationFn: async () => lyceum.auth.requestEmailVerification() });
  return (
    <>
      {send.isError && <ProblemAlert error={send.error} />}
      <Group>
        <SteadyButton variant="default" isOff={send.isPending} onClick={() => send.mutate()}>
          {text('profile.email.again')}
        </SteadyButton>
        <Outcome text={send.isSuccess ? text('profile.email.sent', { email }) : null} />
      </Group>
    </>
  );
}

import type { User } from '@lyceum/sdk';
import { SimpleGrid, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { lyceum } from '../lyceum.ts';
import { useText } from '../texts/use-text.ts';
import { LinkAgain } from './link-again.tsx';
import { PresentPassword } from './password-field.tsx';
import { SaveForm, valueOf } from './save-form.tsx';
import { Section } from '../shell/section.tsx';
import { TextInput } from '../shell/fields/text-input.tsx';

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

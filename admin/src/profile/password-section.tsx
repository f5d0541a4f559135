import type { ChangePassword, User } from '@lyceum/sdk';
import { SimpleGrid } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { lyceum } from '../lyceum.ts';
import { useText } from '../texts/use-text.ts';
import { PresentPassword } from './password-field.tsx';
import { SaveForm, valueOf } from './save-form.tsx';
import { Section } from '../shell/section.tsx';
import { DEVICES } from './use-devices.ts';
import { PasswordInput } from '../shell/fields/password-input.tsx';

const SHORTEST = 8;
const LONGEST = 128;

export function PasswordSection({ me }: { readonly me: User }) {
  const text = useText();
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: async (given: ChangePassword) => lyceum.users.updateMyPassword(given),
    onSuccess: () => queries.invalidateQueries({ queryKey: DEVICES }),
  });
  const submit = (form: HTMLFormElement) =>
    change.mutate(
      { currentPassword: valueOf(form, 'password'), newPassword: valueOf(form, 'newPassword') },
      { onSuccess: () => form.reset() },
    );
  return (
    <Section title={text('profile.password')} hint={text('profile.password.rules')}>
      <SaveForm
        submit={text('profile.password.change')}
        isBusy={change.isPending}
        error={change.error}
        done={change.isSuccess ? text('profile.password.changed') : null}
        onSubmit={submit}
      >
        {/* Tells password managers whose password it is. */}
        <input name="username" value={me.email} autoComplete="username" readOnly hidden />
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          <PresentPassword />
          <PasswordInput
            name="newPassword"
            label={text('profile.password.new')}
            autoComplete="new-password"
            minLength={SHORTEST}
            maxLength={LONGEST}
            required
            withAsterisk={false}
          />
        </SimpleGrid>
      </SaveForm>
    </Section>
  );
}

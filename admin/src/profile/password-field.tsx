import { useText } from '../texts/use-text.ts';
import { PasswordInput } from '../shell/fields/password-input.tsx';

const LONGEST = 128;

/** Asks whether it is the owner of the account who sits here. */
export function PresentPassword() {
  const text = useText();
  return (
    <PasswordInput
      name="password"
      label={text('profile.password.present')}
      autoComplete="current-password"
      maxLength={LONGEST}
      required
      withAsterisk={false}
    />
  );
}

import { TextInput } from '../shell/fields/text-input.tsx';
import { useText } from '../texts/use-text.ts';

const LONGEST_EMAIL = 254;

/** The address of an account, as `email` of a form. */
export function EmailField() {
  const text = useText();
  return (
    <TextInput
      name="email"
      type="email"
      label={text('signIn.email')}
      autoComplete="username"
      maxLength={LONGEST_EMAIL}
      required
      withAsterisk={false}
    />
  );
}

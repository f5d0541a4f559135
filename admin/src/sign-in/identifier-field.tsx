import { TextInput } from '../shell/fields/text-input.tsx';
import { useText } from '../texts/use-text.ts';

const LONGEST_EMAIL = 254;

/** What somebody signs in with beside the password, as `identifier` of a form. */
export function IdentifierField() {
  const text = useText();
  return (
    <TextInput
      name="identifier"
      label={text('signIn.identifier')}
      autoComplete="username"
      autoCapitalize="none"
      spellCheck={false}
      maxLength={LONGEST_EMAIL}
      required
      withAsterisk={false}
    />
  );
}

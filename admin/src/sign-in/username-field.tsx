import type { ComponentProps } from 'react';
import { TextInput } from '../shell/fields/text-input.tsx';
import { useText } from '../texts/use-text.ts';

const LONGEST_USERNAME = 30;

/** The username that somebody chooses or changes, as `username` of a form. */
export function UsernameField(props: Pick<ComponentProps<typeof TextInput>, 'value' | 'onChange'>) {
  const text = useText();
  return (
    <TextInput
      name="username"
      label={text('profile.username')}
      description={text('profile.username.hint')}
      autoCapitalize="none"
      autoComplete="off"
      spellCheck={false}
      maxLength={LONGEST_USERNAME}
      {...props}
    />
  );
}

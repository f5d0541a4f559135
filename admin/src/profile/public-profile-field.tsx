import type { User } from '@lyceum/sdk';
import { Anchor, Stack } from '@mantine/core';
import { Checkbox } from '../shell/fields/checkbox.tsx';
import { useText } from '../texts/use-text.ts';

interface Props {
  /** As it is now. */
  readonly saved: User;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** Whether everybody may see the profile, with its address when they do. */
export function PublicProfileField({ saved: { username, isProfilePublic, emailVerified }, checked, onChange }: Props) {
  const text = useText();
  const address = `${location.origin}/api/v1/public/users/${username ?? ''}`;
  return (
    <Stack gap={4}>
      <Checkbox
        name="isProfilePublic"
        label={text('profile.public')}
        description={text('profile.public.hint')}
        checked={checked}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
      {isProfilePublic && emailVerified && username !== null && (
        <Anchor href={address} target="_blank" size="sm" style={{ overflowWrap: 'anywhere' }}>
          {address}
        </Anchor>
      )}
    </Stack>
  );
}

import type { Organization } from '@lyceum/sdk';
import { lyceum } from '../lyceum.ts';
import { ORGANIZATIONS } from '../organizations/use-organizations.ts';
import { DialogButton } from '../shell/dialog-button.tsx';
import { textIn } from '../shell/form-values.ts';
import { useText } from '../texts/use-text.ts';
import { invitableRoles } from './member-rights.ts';
import { NativeSelect } from '../shell/fields/native-select.tsx';
import { TextInput } from '../shell/fields/text-input.tsx';

interface Props {
  readonly organization: Organization;
  readonly onDone: (text: string) => void;
}

/** Asks somebody to join, by e-mail. */
export function InviteButton({ organization: { id, myRole }, onDone }: Props) {
  const text = useText();
  const roles = invitableRoles({ role: myRole });
  return (
    <DialogButton
      label={text('members.invite')}
      variant="filled"
      title={text('members.invite.title')}
      submit={text('members.invite.submit')}
      action={(given) =>
        lyceum.organizationInvitations.create(id, {
          email: textIn(given, 'email'),
          role: roles.find((role) => role === given.get('role')) ?? 'member',
        })
      }
      changes={ORGANIZATIONS}
      onDone={({ email }) => onDone(text('members.invited', { email }))}
      says={text('members.invite.text')}
    >
      <TextInput
        name="email"
        type="email"
        label={text('signIn.email')}
        maxLength={254}
        required
        withAsterisk={false}
        data-autofocus
      />
      <NativeSelect
        name="role"
        label={text('members.role')}
        data={roles.map((value) => ({ value, label: text(`members.role.${value}`) }))}
      />
    </DialogButton>
  );
}

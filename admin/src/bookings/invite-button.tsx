import type { Booking } from '@lyceum/sdk';
import { lyceum } from '../lyceum.ts';
import { DialogButton } from '../shell/dialog-button.tsx';
import { TextInput } from '../shell/fields/text-input.tsx';
import { textIn } from '../shell/form-values.ts';
import { useText } from '../texts/use-text.ts';

const LONGEST_NAME = 100;
const LONGEST_ADDRESS = 254;

interface Props {
  readonly booking: Booking;
  readonly onDone: (said: string) => void;
}

/** Asks somebody else to come as well. */
export function InviteButton({ booking: { id, version }, onDone }: Props) {
  const text = useText();
  return (
    <DialogButton
      label={text('booking.invite')}
      title={text('booking.invite.title')}
      submit={text('booking.invite.submit')}
      action={async (given) => {
        const email = textIn(given, 'email');
        const name = textIn(given, 'name');
        await lyceum.bookings.addAttendee(id, { email, ...(name !== '' && { name }) }, { ifMatch: version });
        return email;
      }}
      changes={['bookings']}
      onDone={(email) => onDone(text('booking.invited', { email }))}
    >
      <TextInput
        type="email"
        name="email"
        label={text('signIn.email')}
        maxLength={LONGEST_ADDRESS}
        required
        withAsterisk={false}
        data-autofocus
      />
      <TextInput name="name" label={text('profile.name')} maxLength={LONGEST_NAME} />
    </DialogButton>
  );
}

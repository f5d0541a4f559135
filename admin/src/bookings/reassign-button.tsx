import type { Booking } from '@lyceum/sdk';
import { useQuery } from '@tanstack/react-query';
import { eventTypeKey } from '../event-types/use-event-type-save.ts';
import { lyceum } from '../lyceum.ts';
import { DialogButton } from '../shell/dialog-button.tsx';
import { NativeSelect } from '../shell/fields/native-select.tsx';
import { textIn } from '../shell/form-values.ts';
import { useText } from '../texts/use-text.ts';

interface Props {
  readonly booking: Booking;
  readonly onDone: (said: string) => void;
}

/** Gives it to another of those who take turns, at the same time; nothing where nobody else gives it. */
export function ReassignButton({ booking: { id, eventTypeId, organizer, version }, onDone }: Props) {
  const text = useText();
  const { data: type } = useQuery({
    queryKey: eventTypeKey(eventTypeId ?? ''),
    queryFn: ({ signal }) => lyceum.eventTypes.get(eventTypeId ?? '', { signal }),
    enabled: eventTypeId !== null,
  });
  const others = type?.assignment === 'round_robin' ? type.hosts.filter(({ userId }) => userId !== organizer.id) : [];
  if (others.length === 0) return null;
  return (
    <DialogButton
      label={text('booking.reassign')}
      title={text('booking.reassign.title')}
      submit={text('booking.reassign.submit')}
      action={(given) => {
        const hostId = textIn(given, 'hostId');
        return lyceum.bookings.reassign(id, hostId === '' ? {} : { hostId }, { ifMatch: version });
      }}
      changes={['bookings']}
      onDone={({ organizer: { name } }) => onDone(text('booking.reassigned', { name }))}
      says={text('booking.reassign.text')}
    >
      <NativeSelect
        name="hostId"
        label={text('booking.reassign.host')}
        data={[
          { value: '', label: text('booking.reassign.next') },
          ...others.map(({ userId, name }) => ({ value: userId, label: name })),
        ]}
        data-autofocus
      />
    </DialogButton>
  );
}

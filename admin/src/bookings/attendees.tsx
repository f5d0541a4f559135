import type { Booking, BookingAttendee, RecordAttendance } from '@lyceum/sdk';
import { Button, Group, List } from '@mantine/core';
import { lyceum } from '../lyceum.ts';
import { useUser } from '../session/use-signed-in-user.ts';
import { DialogButton } from '../shell/dialog-button.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useDone } from '../shell/use-done.tsx';
import { useText } from '../texts/use-text.ts';
import { rightsTo } from './booking-rights.ts';
import { useBookingChange } from './use-booking-change.ts';

/** Who is invited, what they answered, and once it has begun whether they came. */
export function Attendees({ booking }: { readonly booking: Booking }) {
  const text = useText();
  const may = rightsTo(booking, useUser());
  // Without a version: it is said of one person at a time, and of several faster than answers come.
  const record = useBookingChange((given: RecordAttendance) => lyceum.bookings.recordAttendance(booking.id, given));
  const done = useDone();
  const answerOf = ({ name, email, status }: BookingAttendee) => {
    const address = email === null || email === name ? '' : ` (${email})`;
    return `${name}${address}: ${text(`booking.attendee.${status}`)}`;
  };
  return (
    <>
      {done.message}
      {record.isError && <ProblemAlert error={record.error} />}
      {booking.attendees.length === 0 && text('booking.people.none')}
      <List>
        {booking.attendees.map((attendee) => (
          <List.Item key={attendee.id}>
            {answerOf(attendee)}
            {may.record && attendee.role !== 'host' ? (
              <AttendanceButtons attendee={attendee} onRecord={record.mutate} />
            ) : (
              attendee.isAbsent !== null && `, ${text(`booking.attendance.${stateOf(attendee.isAbsent)}`)}`
            )}
            {may.invite && attendee.role === 'attendee' && (
              <RemoveButton booking={booking} attendee={attendee} onDone={done.say} />
            )}
          </List.Item>
        ))}
      </List>
    </>
  );
}

interface Props {
  readonly attendee: BookingAttendee;
  readonly onRecord: (attendance: RecordAttendance) => void;
}

function AttendanceButtons({ attendee: { id, name, isAbsent }, onRecord }: Props) {
  const text = useText();
  return (
    <Group gap="xs" my={4} role="group" aria-label={text('booking.attendance', { name })}>
      {[false, true].map((absent) => (
        <Button
          key={stateOf(absent)}
          size="xs"
          variant={isAbsent === absent ? 'filled' : 'default'}
          aria-pressed={isAbsent === absent}
          onClick={() => onRecord({ attendeeId: id, absent })}
        >
          {text(`booking.attendance.${stateOf(absent)}`)}
        </Button>
      ))}
    </Group>
  );
}

interface RemoveProps {
  readonly booking: Booking;
  readonly attendee: BookingAttendee;
  readonly onDone: (said: string) => void;
}

/** Takes somebody off it who was invited besides whoever booked. */
function RemoveButton({ booking: { id, version }, attendee: { id: attendeeId, name }, onDone }: RemoveProps) {
  const text = useText();
  return (
    <Group my={4}>
      <DialogButton
        label={text('booking.attendee.remove')}
        about={name}
        title={text('booking.attendee.remove.title', { name })}
        submit={text('booking.attendee.remove.submit')}
        isFinal
        action={() => lyceum.bookings.removeAttendee(id, attendeeId, { ifMatch: version })}
        changes={['bookings']}
        onDone={() => onDone(text('booking.attendee.removed', { name }))}
        says={text('booking.attendee.remove.text', { name })}
      />
    </Group>
  );
}

const stateOf = (isAbsent: boolean) => (isAbsent ? 'absent' : 'present');

import type { DeadLetterDetails } from '@lyceum/sdk';
import { Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { lyceum } from '../../lyceum.ts';
import { TextLink } from '../../shell/links.tsx';
import { ProblemAlert } from '../../shell/problem-alert.tsx';
import { useText } from '../../texts/use-text.ts';
import { useTimes } from '../../texts/use-times.ts';
import { Detail } from '../../shell/details.tsx';

interface Props {
  readonly id: string;
}

/** Whose matter it is, as far as the message says. */
export function Concerned({ letter: { consumer, payload } }: { readonly letter: DeadLetterDetails }) {
  const { bookingId: booking, userId: person, deliveryId: delivery } = payload;
  return (
    <>
      {typeof booking === 'string' && <ConcernedBooking id={booking} />}
      {consumer === 'mail.send' && typeof delivery === 'string' && <ConcernedEmail id={delivery} />}
      {typeof person === 'string' && <ConcernedPerson id={person} />}
    </>
  );
}

function ConcernedBooking({ id }: Props) {
  const text = useText();
  const times = useTimes();
  const { data, error } = useQuery({
    queryKey: ['administration', 'concerned', 'booking', id],
    queryFn: ({ signal }) => lyceum.bookings.get(id, { signal }),
  });
  return (
    <Detail name={text('bookings.booking')}>
      <Found error={error}>
        {data && (
          <>
            <TextLink to="/bookings/$id" params={{ id }} underline="always">
              {data.title}
            </TextLink>
            {`\n${times.span(data)}\n${text('admin.undone.organizer', { name: data.organizer.name })}`}
          </>
        )}
      </Found>
    </Detail>
  );
}

function ConcernedEmail({ id }: Props) {
  const text = useText();
  const { data, error } = useQuery({
    queryKey: ['administration', 'emails', 'one', id],
    queryFn: ({ signal }) => lyceum.emails.get(id, { signal }),
  });
  return (
    <Detail name={text('admin.email')}>
      <Found error={error}>
        {data && (
          <>
            <TextLink to="/admin/emails/$id" params={{ id }} underline="always">
              {data.subject || text('admin.email.erased')}
            </TextLink>
            {`\n${data.recipient}`}
          </>
        )}
      </Found>
    </Detail>
  );
}

function ConcernedPerson({ id }: Props) {
  const text = useText();
  const { data, error } = useQuery({
    queryKey: ['administration', 'people', 'one', id],
    queryFn: ({ signal }) => lyceum.users.get(id, { signal }),
  });
  return (
    <Detail name={text('admin.people.person')}>
      <Found error={error}>
        {data && (
          <TextLink to="/admin/people/$id" params={{ id }}>
            {`${data.name} (${data.email})`}
          </TextLink>
        )}
      </Found>
    </Detail>
  );
}

function Found({ error, children }: { readonly error: unknown; readonly children: ReactNode }) {
  const text = useText();
  if (error != null) return <ProblemAlert error={error} />;
  return children ?? <Loader size="xs" aria-label={text('app.loading')} role="status" />;
}

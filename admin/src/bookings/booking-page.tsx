import type { Booking } from '@lyceum/sdk';
import { Button, Loader, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lyceum } from '../lyceum.ts';
import { Detail, Details } from '../shell/details.tsx';
import { TextLink } from '../shell/links.tsx';
import { Page } from '../shell/page.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useText } from '../texts/use-text.ts';
import { useTimes } from '../texts/use-times.ts';
import { Answers } from './answers.tsx';
import { Attendees } from './attendees.tsx';
import { BookingActions } from './booking-actions.tsx';
import { HistorySection } from './history-section.tsx';
import { StatusBadge } from './status-badge.tsx';
import { bookingKey } from './use-booking-change.ts';

const route = getRouteApi('/bookings/$id');

/** One booking, and what may be done with it. */
export function BookingPage() {
  const text = useText();
  const { id } = route.useParams();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: bookingKey(id),
    queryFn: ({ signal }) => lyceum.bookings.get(id, { signal }),
  });
  if (isPending) return <Loader aria-label={text('app.loading')} role="status" />;
  return (
    <Page title={data?.title ?? text('app.failed')} key={id}>
      <TextLink to="/bookings">{text('booking.back')}</TextLink>
      {error && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {data && <BookingActions booking={data} />}
      {data && <BookingDetails booking={data} />}
      {data && <HistorySection booking={data} />}
    </Page>
  );
}

function BookingDetails({ booking }: { readonly booking: Booking }) {
  const text = useText();
  const times = useTimes();
  const { cancelReason, description, location, notes, organizer, session, status } = booking;
  return (
    <Details>
      <Detail name={text('bookings.status')}>
        <StatusBadge status={status} />
      </Detail>
      <Detail name={text('booking.when')}>
        {times.span(booking)}
        <Text size="sm" c="dimmed">
          {text('booking.zone', { zone: times.zone })}
        </Text>
      </Detail>
      {location !== null && <Detail name={text('booking.where')}>{location}</Detail>}
      {session !== null && (
        <Detail name={text('booking.room')}>
          <Button component="a" href={session.url} size="compact-md" variant="light">
            {text('booking.room.open')}
          </Button>
        </Detail>
      )}
      <Detail name={text('booking.organizer')}>{organizer.name}</Detail>
      <Detail name={text('booking.people')}>
        <Attendees booking={booking} />
      </Detail>
      {description !== null && <Detail name={text('booking.description')}>{description}</Detail>}
      <Answers booking={booking} />
      {notes !== null && <Detail name={text('booking.notes')}>{notes}</Detail>}
      {cancelReason !== null && <Detail name={text('booking.reason')}>{cancelReason}</Detail>}
    </Details>
  );
}

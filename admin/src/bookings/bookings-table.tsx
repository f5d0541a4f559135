import type { Booking } from '@lyceum/sdk';
import { Table, Text } from '@mantine/core';
import { TextLink } from '../shell/links.tsx';
import { useText } from '../texts/use-text.ts';
import { useTimes } from '../texts/use-times.ts';
import { StatusBadge } from './status-badge.tsx';

interface Props {
  readonly bookings: readonly Booking[];
  /** Whether they are of many people, so that it has to be said whose each is. */
  readonly areOfMany?: boolean;
}

export function BookingsTable({ bookings, areOfMany = false }: Props) {
  const text = useText();
  const times = useTimes();
  return (
    <Table verticalSpacing="sm" highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{text('bookings.booking')}</Table.Th>
          <Table.Th scope="col" visibleFrom="sm">
            {text('bookings.when')}
          </Table.Th>
          {areOfMany && (
            <Table.Th scope="col" visibleFrom="sm">
              {text('booking.organizer')}
            </Table.Th>
          )}
          <Table.Th scope="col" visibleFrom="md">
            {text('bookings.with')}
          </Table.Th>
          <Table.Th scope="col">{text('bookings.status')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {bookings.map((booking) => (
          <Table.Tr key={booking.id}>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>
              <TextLink to="/bookings/$id" params={{ id: booking.id }}>
                {booking.title}
              </TextLink>
              <Text size="sm" hiddenFrom="sm">
                {times.span(booking)}
                {areOfMany && ` – ${booking.organizer.name}`}
              </Text>
            </Table.Td>
            <Table.Td visibleFrom="sm">{times.span(booking)}</Table.Td>
            {areOfMany && (
              <Table.Td visibleFrom="sm" style={{ overflowWrap: 'anywhere' }}>
                {booking.organizer.name}
              </Table.Td>
            )}
            <Table.Td visibleFrom="md" style={{ overflowWrap: 'anywhere' }}>
              {booking.attendees.map(({ name }) => name).join(', ')}
            </Table.Td>
            <Table.Td>
              <StatusBadge status={booking.status} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

import { useQuery } from '@tanstack/react-query';
import type { ComponentProps } from 'react';
import { MoveDialog } from '../bookings/move-dialog.tsx';
import { bookingKey } from '../bookings/use-booking-change.ts';
import { lyceum } from '../lyceum.ts';

interface Props extends Omit<ComponentProps<typeof MoveDialog>, 'onMove'> {
  readonly onMove: (booking: ComponentProps<typeof MoveDialog>['booking'], start: string) => void;
}

/** The dialog with the booking as it is now, so that what was refused because of another's change can be sent again. */
export function CurrentMoveDialog({ booking, onMove, ...props }: Props) {
  const { data } = useQuery({
    queryKey: bookingKey(booking.id),
    queryFn: ({ signal }) => lyceum.bookings.get(booking.id, { signal }),
    initialData: booking,
  });
  return <MoveDialog {...props} booking={data} onMove={(start) => onMove(data, start)} />;
}

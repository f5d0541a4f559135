import { skipToken, useQuery } from '@tanstack/react-query';
import { lyceum } from '../lyceum.ts';
import { BOOKABLES } from './bookable-buttons.tsx';

/** A room or a device. @param id nothing for none */
export function useBookable(id: string | null) {
  return useQuery({
    queryKey: [...BOOKABLES, 'one', id],
    queryFn: id === null ? skipToken : ({ signal }) => lyceum.bookables.get(id, { signal }),
  });
}

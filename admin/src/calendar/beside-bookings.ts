import type { TimeSpan } from '@lyceum/sdk';

/** @returns the parts of these times in which no booking lies */
export function besideBookings(times: readonly TimeSpan[], bookings: readonly TimeSpan[]): TimeSpan[] {
  const taken = bookings.map(({ start, end }) => [Date.parse(start), Date.parse(end)] as const);
  return times.flatMap(({ start, end }) => {
    let parts: readonly (readonly [number, number])[] = [[Date.parse(start), Date.parse(end)]];
    for (const [from, to] of taken)
      parts = parts.flatMap(([begins, ends]) =>
        to <= begins || ends <= from
          ? [[begins, ends] as const]
          : ([
              [begins, from],
              [to, ends],
            ] as const),
      );
    return parts
      .filter(([begins, ends]) => begins < ends)
      .map(([begins, ends]) => ({ start: new Date(begins).toISOString(), end: new Date(ends).toISOString() }));
  });
}

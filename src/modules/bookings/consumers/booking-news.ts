/** What makes a message about a booking necessary: one piece of news per sequence. */
export function newsOf(bookingId: string, sequence: number): string {
  return `booking:${bookingId}:${sequence}`;
}

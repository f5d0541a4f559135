/** SQL: the bookings as whoever planned them lists them: a table expression. */
export function plannedBookings(): string {
  return `(SELECT id AS booking_id, organizer_id AS host_id, title, location, starts_at, ends_at, time_zone, status,
                  bookable_ids, session_id, cancel_reason, version FROM bookings)`;
}

/** What pages show, each with the beginnings of the keys of its queries. */
export const TOPICS = {
  // What is booked is offered no more.
  bookings: [['bookings'], ['event-types', 'slots']],
  courses: [['courses']],
  notifications: [['notifications']],
  organizations: [['organizations']],
  rooms: [['rooms']],
  waitlists: [['waitlists']],
} as const satisfies Readonly<Record<string, readonly (readonly string[])[]>>;

export type Topic = keyof typeof TOPICS;

const OF_NOTIFICATIONS: readonly (readonly [beginning: RegExp, topic: Topic])[] = [
  [/^(BOOKING|SERIES)_/, 'bookings'],
  [/^(LOG|MEETING)_/, 'courses'],
  [/^ORG_/, 'organizations'],
  [/^SESSION_/, 'rooms'],
  [/^WAITLIST_/, 'waitlists'],
];

/** @returns what a notification of this type invalidates */
export function topicsOf(type: string): Topic[] {
  return ['notifications', ...OF_NOTIFICATIONS.flatMap(([beginning, topic]) => (beginning.test(type) ? [topic] : []))];
}

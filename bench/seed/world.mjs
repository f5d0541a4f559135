import { bookingIdsOf, seedBookings } from './bookings.mjs';
import { seedEventTypes } from './event-types.mjs';
import { seedNotifications } from './notifications.mjs';
import { PASSWORD, seedPeople } from './people.mjs';

const DAY = 86_400_000;
/** After all seeded bookings. */
const FREE_AFTER_DAYS = 400;

/**
 * Seeds people with bookings, notifications and an event type each.
 * @param {import('pg').Pool} db
 * @param {import('./people.mjs').TokenSettings} token
 * @param {{ people: number, bookings: number, asking?: number }} size `bookings` of each; `asking`: how many of the
 * people make requests, default all
 * @returns {Promise<import('../load/requests.mjs').World>} input of the requests
 */
export async function seedWorld(db, token, { people: count, bookings, asking = count }) {
  const people = await seedPeople(db, count, token);
  const ids = people.map(({ id }) => id);
  await seedBookings(db, ids, bookings);
  await seedNotifications(db, ids, bookings);
  const world = people.slice(0, asking);
  const eventTypeIds = await seedEventTypes(
    db,
    world.map(({ id }) => id),
  );
  const bookingIds = await bookingIdsOf(
    db,
    world.map(({ id }) => id),
  );
  return {
    people: world.map((person) => ({ ...person, bookingIds: bookingIds.get(person.id) ?? [] })),
    password: PASSWORD,
    eventTypeIds,
    createFrom: new Date((Math.ceil(Date.now() / DAY) + FREE_AFTER_DAYS) * DAY).toISOString(),
  };
}

import { EventTypesService } from '../../src/modules/scheduling/event-types/manage/event-types.service.js';
import { at, ToldPeople } from '../worker/told-people.js';

let people: ToldPeople;

beforeAll(async () => {
  people = await ToldPeople.open();
});

afterAll(() => people.close());

describe('who books the only host while another takes the time', () => {
  it.each([
    { what: 'a type without limits', limits: {} },
    { what: 'a type with a limit', limits: { day: { bookings: 3 } } },
  ])('is refused with alternatives, and leaves nothing: $what', async ({ limits }) => {
    const [host, booker] = [await people.member('Grace'), await people.member('Alan')];
    const { id: eventTypeId } = await people.app.get(EventTypesService, { strict: false }).create(host.actor, {
      ...{ title: 'Tutoring', timeZone: 'UTC', durations: [60], isPublic: true, limits },
    });
    const times = { start: at(10), end: at(11) };
    const commit = await people.keepOpen(() => people.bookings.create(host.actor, { title: 'Own time', ...times }));
    const refused = expect(people.request(eventTypeId, booker, [])).rejects.toMatchObject({
      definition: { code: 'slot_taken' },
      occurrence: {
        extensions: { reasons: ['slot_taken'], alternatives: expect.arrayContaining([expect.anything()]) as unknown },
      },
    });
    await people.somebodyWaits();
    await commit();
    await refused;
    const [left] = await people.sql(
      `SELECT (SELECT count(*)::int FROM bookings WHERE event_type_id = $1) AS bookings,
              (SELECT count(*)::int FROM booking_counters WHERE event_type_id = $1) AS counters,
              (SELECT count(*)::int FROM claims WHERE bookable_id = $2) AS claims,
              (SELECT count(*)::int FROM outbox_messages WHERE name LIKE 'booking.%' AND payload->>'actorId' = $3) AS messages`,
      [eventTypeId, host.id, booker.id],
    );
    expect(left).toEqual({ bookings: 0, counters: 0, claims: 1, messages: 0 });
    expect(await people.request(eventTypeId, booker, [], 11)).toBeDefined();
  });
});

import type { Type } from '@nestjs/common';
import { HOUR } from '../../src/kernel/clock.js';
import { BookingsStandingAccess } from '../../src/modules/scheduling/bookings/bookings.standing-access.js';
import { MailStandingAccess } from '../../src/modules/messages/mail/mail.standing-access.js';
import { SeriesService } from '../../src/modules/scheduling/series/series.service.js';
import { SeriesStandingAccess } from '../../src/modules/scheduling/series/series.standing-access.js';
import type { Handover, StandingAccessHolder } from '../../src/modules/people/users/users.api.js';
import { MONDAY } from '../factories/series.js';
import { at, type Member, type Somebody, ToldPeople } from './told-people.js';

let people: ToldPeople;
let squatted: Member;
let alan: Member;
let joan: Somebody;

beforeAll(async () => {
  people = await ToldPeople.open({ EMAIL_HOLD_UNVERIFIED: 'true' });
});

afterAll(() => people.close());

beforeEach(async () => {
  [squatted, alan] = [await people.member('Ada'), await people.member('Alan')];
  joan = people.guest('Joan');
  await people.sql('UPDATE users SET email_verified_at = NULL WHERE id = $1', [squatted.id]);
});

/** The account comes to its owner, whose address is proved by it. */
async function comesToItsOwner(handover: Handover): Promise<void> {
  await people.inTransaction(async () => {
    const holders: Array<Type<StandingAccessHolder>> = [
      MailStandingAccess,
      BookingsStandingAccess,
      SeriesStandingAccess,
    ];
    for (const holder of holders)
      await people.app.get(holder, { strict: false }).endStandingAccess(squatted.id, handover);
  });
  await people.sql('UPDATE users SET email_verified_at = now() WHERE id = $1', [squatted.id]);
}

/** Lets everything be told that waits, reminders included. */
async function hear(bookingId: string): Promise<void> {
  await people.settle(bookingId);
  for (const consumer of ['seriesMail', 'seriesNotices'] as const)
    for (const message of await people.waitingOfSeries(consumer, squatted)) await people.hand(consumer, message);
  await people.makeDue(bookingId, 'booking.reminder_due');
  await people.settle(bookingId);
}

async function templatesTo({ email }: Somebody): Promise<string[]> {
  const rows = await people.sql<{ template: string }>(
    'SELECT DISTINCT template FROM email_deliveries WHERE recipient = $1 ORDER BY 1',
    [email],
  );
  return rows.map(({ template }) => template);
}

const invite = () =>
  people.bookings.create(squatted.actor, {
    ...{ title: 'Buy pills', start: at(10), end: at(11) },
    attendees: [{ email: joan.email, name: 'Joan' }],
  });

describe('whom somebody else named in the name of an account', () => {
  it.each(['before', 'after'])('is not told once it has come to its owner, %s a worker looked', async (looked) => {
    const { id } = await invite();
    if (looked === 'after') await people.settle(id);
    await comesToItsOwner('first_proof');
    await hear(id);
    expect(await templatesTo(joan)).toEqual([]);
  });

  it('is not reminded as a guest of theirs either, but who booked while signed in is', async () => {
    const typeId = await people.type([squatted], { requiresConfirmation: false });
    const asGuest = await people.request(typeId, joan, [], 20);
    const signedIn = await people.request(typeId, alan, [], 30);
    for (const id of [asGuest, signedIn]) await people.settle(id);
    await comesToItsOwner('first_proof');
    for (const id of [asGuest, signedIn]) await hear(id);
    expect(await templatesTo(joan)).toEqual([]);
    expect(await templatesTo(alan)).toEqual(['BOOKING_CONFIRMATION', 'BOOKING_REMINDER']);
  });

  it('is not told of a series, nor reminded of its instances', async () => {
    const { id: seriesId } = await people.app.get(SeriesService, { strict: false }).create(squatted.actor, {
      ...{ title: 'Buy pills', timeZone: 'UTC', rrule: 'FREQ=DAILY;COUNT=2', durationMinutes: 60 },
      ...{ start: new Date(MONDAY + 9 * HOUR), attendees: [{ email: joan.email }] },
    });
    const [instance] = await people.sql<{ id: string }>('SELECT id FROM bookings WHERE series_id = $1 LIMIT 1', [
      seriesId,
    ]);
    await comesToItsOwner('first_proof');
    await hear(instance!.id);
    expect(await templatesTo(joan)).toEqual([]);
  });

  it('is told by an account whose address had been proved before, when its owner takes it back', async () => {
    const { id } = await invite();
    await comesToItsOwner('taken_back');
    await hear(id);
    expect(await templatesTo(joan)).toEqual(['BOOKING_CONFIRMATION', 'BOOKING_REMINDER']);
  });
});

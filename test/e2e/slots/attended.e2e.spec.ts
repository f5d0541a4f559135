import { book, slot } from '../../factories/booking.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { type Person, signUpAllVerified } from '../../factories/person.js';
import { ALWAYS, askForSlot, bookSlot, openType, publicType } from '../../factories/slot.js';
import { joinWaitlist, untilEntryIs } from '../../factories/waitlist.js';
import { ApiClient } from '../../support/http.js';
import { sharedSystem } from '../../support/shared-system.mjs';

const api = new ApiClient(sharedSystem().apiUrl);

let ada: Person;
let grace: Person;
/** Of Ada, who can be booked around the clock. */
let eventTypeId: string;

beforeEach(async () => {
  [ada, grace] = await signUpAllVerified(api, 'Ada', 'Grace');
  ({ id: eventTypeId } = await openType(ada, {}, { weekly: ALWAYS }));
});

/** Why Ada cannot be booked then; nothing when she can. */
async function reasonsAt(hour: number, typeId = eventTypeId): Promise<string[]> {
  const { body } = await api.get('/slots/explain', { query: { eventTypeId: typeId, at: slot(hour).start } });
  return body.reasons.map(({ code }: { code: string }) => code);
}

const invite = (organizer: Person, hour: number) => book(organizer, slot(hour), { attendees: [{ email: ada.email }] });
const answer = (id: string, status: string) => ada.api.post(`/bookings/${id}/respond`, { status });

describe('a booking of somebody else', () => {
  it('takes the time of who accepted it, until it moves, ends, or is declined after all', async () => {
    const { id } = await invite(grace, 10);
    expect(await reasonsAt(10)).toEqual([]);
    await answer(id, 'accepted');
    expect(await reasonsAt(10)).toEqual(['attending']);
    const { status, body } = await askForSlot(api, eventTypeId, slot(10));
    expect([status, body.code, body.reasons]).toEqual([409, 'slot_taken', ['attending']]);
    await answer(id, 'declined');
    expect(await reasonsAt(10)).toEqual([]);
    await answer(id, 'accepted');
    await grace.api.post(`/bookings/${id}/reschedule`, slot(12));
    expect([await reasonsAt(10), await reasonsAt(12)]).toEqual([[], []]);
    await answer(id, 'accepted');
    expect([await reasonsAt(10), await reasonsAt(12)]).toEqual([[], ['attending']]);
    await grace.api.post(`/bookings/${id}/cancel`);
    expect(await reasonsAt(12)).toEqual([]);
  });

  it('takes the time of who booked it, and keeps buffers free as bookings do', async () => {
    const { id: theirs } = await openType(grace, {}, { weekly: ALWAYS });
    const { id: buffered } = await publicType(ada, { bufferBeforeMinutes: 15, bufferAfterMinutes: 15 });
    const booked = await bookSlot(ada.api, theirs, slot(10), { attendee: { name: ada.name, email: ada.email } });
    expect(await reasonsAt(10)).toEqual(['attending']);
    expect([await reasonsAt(9), await reasonsAt(11)]).toEqual([[], []]);
    expect([await reasonsAt(9, buffered), await reasonsAt(11, buffered)]).toEqual([['buffer'], ['buffer']]);
    const { body } = await ada.api.post('/freebusy', {
      bookableIds: [ada.id],
      from: slot(0).start,
      to: slot(23).start,
    });
    expect(body.bookables[0].busy).toEqual([slot(10)]);
    await ada.api.post(`/bookings/${booked.id}/reschedule`, slot(14));
    expect([await reasonsAt(10), await reasonsAt(14)]).toEqual([[], ['attending']]);
  });

  it('takes the time of who was invited by a colleague, without an answer', async () => {
    await addMember(ada, await createOrganization(ada), grace);
    await invite(grace, 10);
    expect(await reasonsAt(10)).toEqual(['attending']);
  });

  it('takes no time of who does not want it to', async () => {
    const { id } = await invite(grace, 10);
    await answer(id, 'accepted');
    expect((await ada.api.get('/users/me')).body.busyWhenAttending).toBe(true);
    const { body } = await ada.api.patch('/users/me', { busyWhenAttending: false });
    expect([body.busyWhenAttending, await reasonsAt(10)]).toEqual([false, []]);
  });

  it('gives the time that it took to those who wait for it', async () => {
    const { id } = await invite(grace, 10);
    await answer(id, 'accepted');
    const { id: entryId } = await joinWaitlist(grace, eventTypeId, slot(10));
    await answer(id, 'declined');
    await untilEntryIs('offered', grace, entryId);
  });
});

import { newId } from '../../../src/kernel/ids.js';
import { askToBook, book, slot } from '../../factories/booking.js';
import { newEmail, type Person, signUp, signUpAllVerified } from '../../factories/person.js';
import { ApiClient } from '../../support/http.js';
import { sharedSystem } from '../../support/shared-system.mjs';

const { apiUrl } = sharedSystem();
const api = new ApiClient(apiUrl);

let ada: Person;

beforeEach(async () => {
  ada = await signUp(api, 'Ada');
});

describe('changing a booking', () => {
  it('changes what is given and clears what is null', async () => {
    const { id } = await book(ada, slot(1), { description: 'Old', location: 'Room 5', metadata: { a: 1 } });
    const { status, body } = await ada.api.patch(`/bookings/${id}`, {
      title: 'Teaching',
      description: null,
      location: '',
      metadata: { b: 2 },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      title: 'Teaching',
      description: null,
      location: null,
      metadata: { b: 2 },
      version: 2,
      ...slot(1),
    });
  });

  it('leaves the version when nothing differs', async () => {
    const { id } = await book(ada, slot(1));
    const { body } = await ada.api.patch(`/bookings/${id}`, { title: 'Mentoring', ...slot(1) });
    expect(body.version).toBe(1);
  });

  it('moves the booking with its start, which keeps the length, and with its end', async () => {
    const { id } = await book(ada, slot(1, 90));
    const moved = await ada.api.patch(`/bookings/${id}`, { start: slot(5).start });
    expect(moved.body).toMatchObject(slot(5, 90));
    const longer = await ada.api.patch(`/bookings/${id}`, { end: slot(5, 120).end });
    expect(longer.body).toMatchObject(slot(5, 120));
    expect((await askToBook(ada, slot(6.5))).status).toBe(409);
    await book(ada, slot(1));
  });

  it.each([
    ['an end before the start', { end: slot(0).start }, 400, 'validation_failed'],
    ['a start after the end', { start: slot(9).start, end: slot(8).start }, 400, 'validation_failed'],
    ['no title', { title: null }, 400, 'validation_failed'],
    ['the past', { start: '2020-01-01T09:00:00Z' }, 422, 'in_the_past'],
    ['a taken time', { start: slot(2.5).start }, 409, 'slot_taken'],
  ])('refuses %s and changes nothing', async (_fault, change, status, code) => {
    const booking = await book(ada, slot(1));
    await book(ada, slot(3));
    const answer = await ada.api.patch(`/bookings/${booking.id}`, { location: 'Elsewhere', ...change });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect((await ada.api.get(`/bookings/${booking.id}`)).body).toEqual(booking);
  });

  it('needs the version that If-Match names', async () => {
    const { id } = await book(ada, slot(1));
    const { headers } = await ada.api.get(`/bookings/${id}`);
    const current = { headers: { 'If-Match': headers.get('ETag')! } };
    expect((await ada.api.patch(`/bookings/${id}`, { title: 'One' }, current)).status).toBe(200);
    const path = `/bookings/${id}`;
    const stale = await Promise.all([
      ada.api.patch(path, { title: 'Two' }, current),
      ada.api.post(`${path}/reschedule`, { start: slot(3).start }, current),
      ada.api.post(`${path}/cancel`, {}, current),
      ada.api.delete(path, undefined, current),
      ada.api.post(`${path}/attendees`, { email: newEmail() }, current),
    ]);
    expect(stale.map(({ status, body }) => [status, body.code])).toEqual(Array(5).fill([412, 'precondition_failed']));
    expect((await ada.api.patch(path, { title: 'Two' }, { headers: { 'If-Match': '*' } })).status).toBe(200);
  });
});

describe('rescheduling', () => {
  it('frees the old time, takes the new one and keeps the length', async () => {
    const { id } = await book(ada, slot(1, 45));
    const { status, body } = await ada.api.post(`/bookings/${id}/reschedule`, {
      start: slot(2).start,
      reason: 'The room was not free.',
    });
    expect([status, body.version]).toEqual([200, 2]);
    expect(body).toMatchObject(slot(2, 45));
    await book(ada, slot(1));
    expect((await askToBook(ada, slot(2.5))).status).toBe(409);
  });

  it('may overlap the time it leaves', async () => {
    const { id } = await book(ada, slot(1));
    expect((await ada.api.post(`/bookings/${id}/reschedule`, slot(1.5))).body).toMatchObject(slot(1.5));
  });

  it('refuses a taken time, and offers times around it that count its own as free', async () => {
    const { id } = await book(ada, slot(1));
    await book(ada, slot(2));
    const { status, body } = await ada.api.post(`/bookings/${id}/reschedule`, slot(2));
    expect([status, body.code, body.conflict]).toEqual([409, 'slot_taken', slot(2)]);
    expect(body.alternatives).toContainEqual(slot(1));
    expect((await ada.api.get(`/bookings/${id}`)).body).toMatchObject(slot(1));
  });

  it('asks the attendees again', async () => {
    const [grace] = await signUpAllVerified(api, 'Grace');
    const { id } = await book(ada, slot(1), { attendees: [{ email: grace.email }] });
    await grace.api.post(`/bookings/${id}/respond`, { status: 'accepted' });
    const { body } = await ada.api.post(`/bookings/${id}/reschedule`, slot(2));
    expect(body.attendees[0].status).toBe('needs_action');
  });
});

describe('cancelling', () => {
  it.each([
    ['POST', (id: string) => ada.api.post(`/bookings/${id}/cancel`, { reason: 'Ill' })],
    ['DELETE', (id: string) => ada.api.delete(`/bookings/${id}`, undefined, { query: { reason: 'Ill' } })],
  ])('with %s keeps the booking, with when and why, and frees the time', async (_method, cancel) => {
    const { id } = await book(ada, slot(1));
    const { status, body } = await cancel(id);
    expect([status, body.status, body.cancelReason, body.version]).toEqual([200, 'cancelled', 'Ill', 2]);
    expect(Date.parse(body.cancelledAt)).toBeGreaterThan(0);
    expect((await ada.api.get(`/bookings/${id}`)).body).toEqual(body);
    await book(ada, slot(1));
  });

  it('needs no reason and no body', async () => {
    const { id } = await book(ada, slot(1));
    expect((await ada.api.post(`/bookings/${id}/cancel`)).body).toMatchObject({
      status: 'cancelled',
      cancelReason: null,
    });
  });

  it('happens once; a cancelled booking does not change', async () => {
    const { id, attendees } = await book(ada, slot(1), { attendees: [{ email: newEmail() }] });
    await ada.api.delete(`/bookings/${id}`);
    const path = `/bookings/${id}`;
    const refused = await Promise.all([
      ada.api.delete(path),
      ada.api.post(`${path}/cancel`),
      ada.api.patch(path, { title: 'x' }),
      ada.api.post(`${path}/reschedule`, slot(3)),
      ada.api.post(`${path}/attendees`, { email: newEmail() }),
      ada.api.delete(`${path}/attendees/${attendees[0].id}`),
    ]);
    expect(refused.map(({ status, body }) => [status, body.code])).toEqual(Array(6).fill([409, 'already_cancelled']));
  });
});

describe('the history', () => {
  it('tells who did what, with the values before and after', async () => {
    const [grace] = await signUpAllVerified(api, 'Grace');
    const { id } = await book(ada, slot(1), { attendees: [{ email: grace.email }] });
    await grace.api.post(`/bookings/${id}/respond`, { status: 'declined' });
    await ada.api.patch(`/bookings/${id}`, { title: 'Teaching', start: slot(2).start });
    await ada.api.post(`/bookings/${id}/reschedule`, { ...slot(3), reason: 'Later' });
    await ada.api.delete(`/bookings/${id}`, undefined, { query: { reason: 'Ill' } });
    const { status, body } = await grace.api.get(`/bookings/${id}/history`);
    expect(status).toBe(200);
    const entries = body.data.map(({ id: _id, at: _at, ...entry }: { id: string; at: string }) => entry);
    const [byAda, byGrace] = [ada, grace].map(({ id: actorId, name }) => ({ id: actorId, name }));
    const moved = (from: number, to: number) => ({
      start: { from: slot(from).start, to: slot(to).start },
      end: { from: slot(from).end, to: slot(to).end },
    });
    expect(entries).toEqual([
      { action: 'created', actor: byAda, changes: {}, reason: null },
      {
        action: 'attendee_responded',
        actor: byGrace,
        changes: { status: { from: 'needs_action', to: 'declined' } },
        reason: null,
      },
      { action: 'rescheduled', actor: byAda, changes: moved(1, 2), reason: null },
      { action: 'updated', actor: byAda, changes: { title: { from: 'Mentoring', to: 'Teaching' } }, reason: null },
      { action: 'rescheduled', actor: byAda, changes: moved(2, 3), reason: 'Later' },
      { action: 'cancelled', actor: byAda, changes: { status: { from: 'confirmed', to: 'cancelled' } }, reason: 'Ill' },
    ]);
  });

  it('comes in pages', async () => {
    const { id } = await book(ada, slot(1));
    for (const title of ['a', 'b', 'c']) await ada.api.patch(`/bookings/${id}`, { title });
    const first = await ada.api.get(`/bookings/${id}/history`, { query: { limit: 3 } });
    const rest = await ada.api.get(`/bookings/${id}/history`, {
      query: { limit: 3, cursor: first.body.meta.nextCursor },
    });
    expect([first.body.data.length, rest.body.data.length, rest.body.meta.hasMore]).toEqual([3, 1, false]);
    const last = await ada.api.get(`/bookings/${id}/history`, { query: { limit: 1, page: 1, sort: '-createdAt' } });
    expect(last.body.data[0].changes.title.to).toBe('c');
    expect(last.body.meta.total).toBe(4);
  });

  it('is for those who may see the booking', async () => {
    const { id } = await book(ada, slot(1));
    const [eve] = await signUpAllVerified(api, 'Eve');
    expect((await eve.api.get(`/bookings/${id}/history`)).status).toBe(404);
    expect((await ada.api.get(`/bookings/${newId()}/history`)).status).toBe(404);
  });
});

import { slot } from '../../factories/booking.js';
import { newEmail, type Person, signUp } from '../../factories/person.js';
import { bookSlot, openType } from '../../factories/slot.js';
import { joinWaitlist, untilEntryIs } from '../../factories/waitlist.js';
import { eventually } from '../../support/eventually.js';
import { ApiClient } from '../../support/http.js';
import { startSystem, type System } from '../../support/system.mjs';

const PATIENCE_MS = 60_000;

let system: System;
let host: Person;
let charles: Person;

beforeAll(async () => {
  system = await startSystem({ env: { EMAIL_HOLD_UNVERIFIED: 'true' } });
  const api = new ApiClient(system.api.url);
  [host, charles] = [await signUp(api, 'Grace'), await signUp(api, 'Charles')];
});

afterAll(() => system.stop());

it('guests of somebody whose mails are held go on waiting, and are asked once the address is verified', async () => {
  const type = await openType(host);
  const booking = await bookSlot(host.api, type.id, slot(10));
  const email = newEmail('guest');
  const guestly = { api: new ApiClient(system.api.url) };
  const { id } = await joinWaitlist(guestly, type.id, slot(10), { attendee: { name: 'Alan Turing', email } });
  const second = await joinWaitlist(charles, type.id, slot(10));
  const statusOf = async () => {
    const { rows } = await system.db.query('SELECT status FROM waitlist_entries WHERE id = $1', [id]);
    return rows[0].status as string;
  };
  await host.api.post(`/bookings/${booking.id}/cancel`, {});
  await untilEntryIs('offered', charles, second.id);
  expect(await statusOf()).toBe('waiting');

  await charles.api.delete(`/waitlist/${second.id}`);
  const { text } = await system.mailbox.waitFor({ to: host.email, subject: 'Confirm your e-mail address' });
  const token = /verify-email\?token=([\w-]+)/.exec(text)?.[1] ?? '';
  expect((await host.api.post('/auth/email-verification/confirm', { token })).status).toBe(204);
  await eventually(statusOf, (status) => status === 'offered', PATIENCE_MS);
  await system.mailbox.waitFor({ to: email, subject: 'A time is free' });
});

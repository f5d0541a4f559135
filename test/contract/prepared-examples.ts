import type { Pool } from 'pg';
import { exampleTime } from '../../src/infra/http/examples.js';
import { createSchedule } from '../factories/availability.js';
import { beginBooking } from '../factories/booking.js';
import { addMember, createOrganization } from '../factories/organization.js';
import { newEmail, type Person, signUp, signUpAllVerified } from '../factories/person.js';
import { bookSlot, openType, publicType } from '../factories/slot.js';
import { ApiClient } from '../support/http.js';
import { sharedSystem } from '../support/shared-system.mjs';

/** Who sends an example, where to, and what belongs in place of the ids and secrets that it names. */
export interface Prepared {
  readonly api: ApiClient;
  /** Below `/api/v1`, with its id. */
  readonly path?: string;
  readonly references?: Readonly<Record<string, string>>;
}

const { apiUrl, mailbox } = sharedSystem();
const anybody = new ApiClient(apiUrl);

/** Of the newest mail, as its reader takes it out of the link. */
async function mailed(to: string, subject: string): Promise<{ token: string }> {
  const { text } = await mailbox.waitFor({ to, subject });
  const [, token] = /token=([\w-]{43})/.exec(text) ?? [];
  if (token === undefined) throw new Error(`The mail ${subject} to ${to} has no link with a secret:\n${text}`);
  return { token };
}

/** Asks for another address. @returns who did, and the secret that the address got */
async function changingAddress(): Promise<{ ada: Person; token: string }> {
  const [ada] = await signUpAllVerified(anybody, 'Ada');
  const email = newEmail('new');
  await ada.api.post('/users/me/email', { email, password: ada.password });
  return { ada, ...(await mailed(email, 'Confirm your new e-mail address')) };
}

/**
 * What a fresh account does not have and an example needs: a booking in a certain state, a mail. Each is made as somebody
 * would come to it.
 */
export const PREPARED: Readonly<Record<string, (db: Pool) => Promise<Prepared>>> = {
  'POST /auth/email-verification/confirm': async () => {
    const { api, email } = await signUp(anybody, 'Ada');
    return { api, references: await mailed(email, 'Confirm your e-mail address') };
  },
  'POST /auth/password/reset': async () => {
    const { email } = await signUp(anybody, 'Ada');
    await anybody.post('/auth/password/forgot', { email });
    return { api: anybody, references: await mailed(email, 'Reset your password') };
  },
  'POST /auth/refresh': async () => {
    const { refreshToken } = await signUp(anybody, 'Ada');
    return { api: anybody, references: { refreshToken } };
  },
  'POST /invitations/accept': async () => {
    const [owner, ada] = await signUpAllVerified(anybody, 'Owner', 'Ada');
    const organization = await createOrganization(owner);
    await owner.api.post(`/organizations/${organization}/invitations`, { email: ada.email });
    return { api: ada.api, references: await mailed(ada.email, 'Invitation') };
  },
  'POST /users/me/email/confirm': async () => {
    const { ada, token } = await changingAddress();
    return { api: ada.api, references: { token } };
  },
  'POST /users/me/email/revert': async () => {
    const { ada, token } = await changingAddress();
    await ada.api.post('/users/me/email/confirm', { token });
    return { api: anybody, references: await mailed(ada.email, 'The e-mail address of your account was changed') };
  },
  'POST /bookings/{id}/attendance': async (db) => {
    const host = await signUp(anybody, 'Ada');
    const { id, attendees } = await bookSlot(anybody, (await openType(host)).id, { start: exampleTime('09:00') });
    await beginBooking(db, id);
    return { api: host.api, path: `/bookings/${id}/attendance`, references: { attendeeId: attendees[0].id } };
  },
  'POST /bookings/{id}/decline': async () => {
    const host = await signUp(anybody, 'Ada');
    const { id: eventTypeId } = await openType(host, { requiresConfirmation: true });
    const { id } = await bookSlot(anybody, eventTypeId, { start: exampleTime('09:00') });
    return { api: host.api, path: `/bookings/${id}/decline` };
  },
  'POST /bookings/{id}/reassign': async () => {
    const [ada, grace] = await signUpAllVerified(anybody, 'Ada', 'Grace');
    const organizationId = await createOrganization(ada);
    await addMember(ada, organizationId, grace);
    await Promise.all([createSchedule(ada), createSchedule(grace)]);
    const hosts = [{ userId: ada.id }, { userId: grace.id }];
    const type = await publicType(ada, { organizationId, assignment: 'round_robin', hosts });
    const { id, organizer } = await bookSlot(anybody, type.id, { start: exampleTime('09:00') });
    const hostId = organizer.id === ada.id ? grace.id : ada.id;
    return { api: ada.api, path: `/bookings/${id}/reassign`, references: { hostId } };
  },
  'POST /waitlist': async () => {
    const [host, ada] = await signUpAllVerified(anybody, 'Grace', 'Ada');
    // One hour of the week, which somebody has.
    const weekly = [{ day: 1, start: '09:00', end: '10:00' }];
    const { id: eventTypeId } = await openType(host, {}, { weekly, timeZone: 'UTC' });
    await bookSlot(anybody, eventTypeId, { start: exampleTime('09:00', 14) });
    return { api: ada.api, references: { eventTypeId } };
  },
};

import { createOrganization } from '../../factories/organization.js';
import { newEmail, type Person, signUp, signUpAllVerified } from '../../factories/person.js';
import { askToBook, book, slot } from '../../factories/booking.js';
import { askForSlot, bookSlot, openType } from '../../factories/slot.js';
import { askToWait, joinWaitlist } from '../../factories/waitlist.js';
import { ApiClient, type ApiResponse } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

const { apiUrl, mailbox } = sharedSystem();
const api = new ApiClient(apiUrl);
const db = sharedDatabase();

afterAll(() => db.end());

/** An address that can be written in many ways, as mail servers get it. */
const newAddress = (name = 'ada') => newEmail(name).replace('example.test', 'xn--bcher-kva.example');

/** The same mailbox: upper case, both forms of Unicode, what UTS 46 maps to letters, to a dot and to nothing. */
const spellingsOf = (email: string) =>
  [
    'xn--bcher-kva.example',
    'XN--BCHER-KVA.example',
    'bücher.example',
    'BÜCHER.EXAMPLE',
    'bu\u0308cher.example',
    'bü\u00ADcher.example',
    'bücher.example\u200B',
    'büⒸher。example',
  ].map((domain) => email.replace('xn--bcher-kva.example', domain));

const outcome = ({ status, body }: ApiResponse) => [status, body?.code ?? null];

/* Who writes the address of a mailbox in another way means the same mailbox (UTS 46; RFC 5890). */
describe('one mailbox', () => {
  let host: Person;

  beforeAll(async () => {
    [host] = await signUpAllVerified(api, 'Grace');
  });

  it('has one account, which is signed in to by every spelling', async () => {
    const [written = '', ...others] = spellingsOf(newAddress()).reverse();
    const ada = await signUp(api, 'Ada', written);
    const { email } = (await ada.api.get('/users/me')).body;
    expect(email).toMatch(/^ada-\w+@xn--bcher-kva\.example$/);
    for (const spelling of others) {
      const register = { name: 'Eve', email: spelling, password: ada.password };
      expect(outcome(await api.post('/auth/register', register))).toEqual([409, 'email_taken']);
      expect((await api.post('/auth/login', { email: spelling, password: ada.password })).body.user.id).toBe(ada.id);
    }
    // The mailbox of the tests decodes the domains that it is given.
    const to = email.replace('xn--bcher-kva', 'bücher');
    expect((await mailbox.waitFor({ to, subject: 'Confirm' })).text).toContain('/account/');
  });

  it.each([
    'bü\u200Dcher.example',
    'bücher.example/',
    'b%C3%BCcher.example',
    'bücher..example',
    'b\u202Eücher.example',
  ])('is not at %j', async (domain) => {
    const body = { name: 'Ada', email: `ada@${domain}`, password: 'analytical-engine-1843' };
    expect(outcome(await api.post('/auth/register', body))).toEqual([400, 'validation_failed']);
  });

  it('is in a booking once', async () => {
    const [first, ...others] = spellingsOf(newAddress()).map((email) => ({ email }));
    const { id } = await book(host, slot(1), { attendees: [first] });
    for (const other of others) {
      expect(outcome(await host.api.post(`/bookings/${id}/attendees`, other))).toEqual([409, 'attendee_exists']);
      const both = await askToBook(host, slot(2), { attendees: [first, other] });
      expect([...outcome(both), both.body.errors?.[0]?.code]).toEqual([400, 'validation_failed', 'duplicate']);
    }
  });

  it('waits once for the same time', async () => {
    const type = await openType(host);
    await bookSlot(api, type.id, slot(10));
    const [first, ...others] = spellingsOf(newAddress()).map((email) => ({ attendee: { name: 'Ada', email } }));
    const [ada] = await signUpAllVerified(api, 'Ada');
    await joinWaitlist(ada, type.id, slot(10), first);
    for (const other of others)
      expect(outcome(await askToWait(ada, type.id, slot(10), other))).toEqual([409, 'already_waiting']);
  });

  it('is invited as the account that has it', async () => {
    const spellings = spellingsOf(newAddress());
    const ada = await signUp(api, 'Ada', spellings[0]);
    await db.query('UPDATE users SET email_verified_at = now() WHERE id = $1', [ada.id]);
    const organization = await createOrganization(host);
    const { status } = await host.api.post(`/organizations/${organization}/invitations`, { email: spellings[3] });
    expect(status).toBe(201);
    expect((await ada.api.get('/invitations')).body.data).toMatchObject([{ organizationId: organization }]);
  });

  it('has the bookings that were made with any spelling of it', async () => {
    const spellings = spellingsOf(newAddress());
    const ada = await signUp(api, 'Ada', spellings[0]);
    await db.query('UPDATE users SET email_verified_at = now() WHERE id = $1', [ada.id]);
    const type = await openType((await signUpAllVerified(api, 'Joan'))[0]);
    const { body } = await askForSlot(api, type.id, slot(10), { attendee: { name: 'Ada', email: spellings[4] } });
    expect((await ada.api.get('/bookings')).body.data).toMatchObject([{ id: body.id }]);
  });
});

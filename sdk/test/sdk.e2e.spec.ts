import { randomUUID } from 'node:crypto';
import {
  InvalidCredentials,
  Lyceum,
  LyceumError,
  NotFound,
  PreconditionFailed,
  ProblemError,
  SlotTaken,
  TokenMissing,
  UnexpectedAnswer,
  ValidationFailed,
} from '@lyceum/sdk';
import { newEmail, signUpAllVerified } from '../../test/factories/person.js';
import { slot } from '../../test/factories/booking.js';
import { ApiClient } from '../../test/support/http.js';
import { sharedSystem } from '../../test/support/shared-system.mjs';
import { refusalOf } from './refusal.js';

const { apiUrl: baseUrl } = sharedSystem();

async function signedUp(name = 'Ada'): Promise<Lyceum> {
  const lyceum = new Lyceum({ baseUrl });
  await lyceum.auth.register({ name, email: newEmail(name), password: `${name} likes 42 long passwords` });
  return lyceum;
}

describe('the SDK', () => {
  it('signs up, books, reads, changes and cancels', async () => {
    const lyceum = await signedUp();
    const made = await lyceum.bookings.create({ title: 'Algebra', ...slot(1) });
    expect(made).toMatchObject({ title: 'Algebra', status: 'confirmed', start: slot(1).start });
    expect((await lyceum.bookings.update(made.id, { title: 'Geometry' })).title).toBe('Geometry');
    expect((await lyceum.bookings.get(made.id)).title).toBe('Geometry');
    expect(await lyceum.bookings.cancel(made.id, { reason: 'Ill' })).toMatchObject({ status: 'cancelled' });
  });

  it('throws an error of its own for each code, with what the code brings along', async () => {
    const lyceum = await signedUp();
    await lyceum.bookings.create({ title: 'Algebra', ...slot(1) });
    const error = await refusalOf(lyceum.bookings.create({ title: 'Geometry', ...slot(1) }));
    if (!(error instanceof SlotTaken)) throw error;
    expect(error.alternatives.length).toBeGreaterThan(0);
    expect(error.conflict).toEqual(slot(1));
    expect([error.name, error.code, error.status]).toEqual(['SlotTaken', 'slot_taken', 409]);
    expect(error).toBeInstanceOf(ProblemError);
    expect(error).toBeInstanceOf(LyceumError);
    expect(error).not.toBeInstanceOf(NotFound);
    expect(error.requestId).not.toBe('');
  });

  it('names the fields that are wrong, and an answer that is none of the server', async () => {
    const lyceum = await signedUp();
    // @ts-expect-error -- a title is needed
    const error = await refusalOf(lyceum.bookings.create({ ...slot(1) }));
    if (!(error instanceof ValidationFailed)) throw error;
    expect(error.errors).toEqual([expect.objectContaining({ field: 'title', code: 'required' })]);
    const page = new Lyceum({ baseUrl, maxRetries: 0, fetch: () => fetch(`${baseUrl}/`) });
    expect(await refusalOf(page.health.get())).toBeInstanceOf(UnexpectedAnswer);
  });

  it('iterates over lists of any length, by cursor and by number, and answers single pages', async () => {
    const lyceum = await signedUp();
    for (let hour = 0; hour < 5; hour += 1) await lyceum.bookings.create({ title: `Number ${hour}`, ...slot(hour) });
    const query = { limit: 2, sort: 'start' };
    const titles = ['Number 0', 'Number 1', 'Number 2', 'Number 3', 'Number 4'];

    const iterated: string[] = [];
    for await (const { title } of lyceum.bookings.list(query)) iterated.push(title);
    expect(iterated).toEqual(titles);

    const numbered: string[] = [];
    for await (const { title } of lyceum.bookings.list({ ...query, page: 1 })) numbered.push(title);
    expect(numbered).toEqual(titles);

    const page = await lyceum.bookings.list(query);
    expect(page.data.map(({ title }) => title)).toEqual(titles.slice(0, 2));
    const next = await page.nextPage();
    expect(next?.data.map(({ title }) => title)).toEqual(titles.slice(2, 4));
    expect(await (await next?.nextPage())?.nextPage()).toBeNull();
    expect((await lyceum.bookings.list({ page: 2, limit: 4 })).meta).toMatchObject({ total: 5, totalPages: 2 });
  });

  it('refuses to overwrite the change of somebody else, by version and by tag', async () => {
    const lyceum = await signedUp();
    const { data, response } = await lyceum.bookings.create({ title: 'Algebra', ...slot(1) }).withResponse();
    expect(response.status).toBe(201);
    const ifMatch = response.headers.get('etag') ?? '';
    await lyceum.bookings.update(data.id, { title: 'Geometry' }, { ifMatch });
    for (const stale of [ifMatch, data.version])
      expect(await refusalOf(lyceum.bookings.update(data.id, { title: 'Logic' }, { ifMatch: stale }))).toBeInstanceOf(
        PreconditionFailed,
      );
    const { version } = await lyceum.bookings.get(data.id);
    expect((await lyceum.bookings.update(data.id, { title: 'Logic' }, { ifMatch: version })).title).toBe('Logic');
  });

  it('answers nothing, text, and a request id where that is the answer', async () => {
    const lyceum = await signedUp();
    const { id } = await lyceum.bookings.create({ title: 'Algebra', ...slot(1) });
    expect(await lyceum.bookings.getCalendarFile(id)).toContain('BEGIN:VCALENDAR');
    const feed = await lyceum.calendarFeeds.create({ scope: 'person' });
    const { data, requestId } = await lyceum.calendarFeeds.delete(feed.id).withResponse();
    expect(data).toBeUndefined();
    expect(requestId).not.toBe('');
  });

  it('sends lists, dates and odd ids as they are', async () => {
    const lyceum = await signedUp();
    expect(await refusalOf(lyceum.bookings.get('a/../b?c'))).toBeInstanceOf(ValidationFailed);
    expect(await refusalOf(lyceum.bookings.get(''))).toBeInstanceOf(TypeError);
    const { data } = await lyceum.bookings.list({ from: '2031-01-01T00:00:00+02:00', q: 'A & B + C' });
    expect(data).toEqual([]);
    const error = await refusalOf(
      lyceum.slots.list({ eventTypeId: randomUUID(), from: '2031-01-01', to: '2031-01-02', hostIds: [randomUUID()] }),
    );
    expect(error).toBeInstanceOf(NotFound);
  });

  it('says who calls with a key, with a token, and not at all', async () => {
    const [ada] = await signUpAllVerified(new ApiClient(baseUrl), 'Ada');
    const { accessToken, password } = ada;
    const { secret } = await new Lyceum({ baseUrl, token: accessToken }).apiKeys.create({
      name: 'Desk',
      scopes: ['bookings:read'],
      password,
    });
    const app = new Lyceum({ baseUrl, apiKey: secret });
    expect((await app.bookings.list()).data).toEqual([]);
    expect(await refusalOf(app.bookings.create({ title: 'Algebra', ...slot(1) }))).toMatchObject({
      name: 'InsufficientScope',
      scope: 'bookings:write',
    });
    const fresh = new Lyceum({ baseUrl, token: () => Promise.resolve(accessToken) });
    expect((await fresh.users.getMe()).id).toBe(ada.id);
    expect(await refusalOf(new Lyceum({ baseUrl }).users.getMe())).toBeInstanceOf(TokenMissing);
    expect(() => new Lyceum({ baseUrl, token: 'one', apiKey: 'another' })).toThrow('Give one of');
    expect(() => new Lyceum({ baseUrl: 'lyceum' })).toThrow('no address that begins with http');
  });

  it('signs in and out', async () => {
    const lyceum = new Lyceum({ baseUrl });
    const account = { email: newEmail(), password: 'Ada likes 42 long passwords' };
    await lyceum.auth.register({ ...account, name: 'Ada' });
    await lyceum.auth.logout();
    expect(await refusalOf(lyceum.users.getMe())).toBeInstanceOf(TokenMissing);
    expect(await refusalOf(lyceum.auth.login({ ...account, password: 'wrong' }))).toBeInstanceOf(InvalidCredentials);
    await lyceum.auth.login(account);
    expect((await lyceum.users.getMe()).email).toBe(account.email);
  });
});

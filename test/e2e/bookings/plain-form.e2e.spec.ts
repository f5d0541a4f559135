import { slot } from '../../factories/booking.js';
import { newEmail, signUp } from '../../factories/person.js';
import { openType } from '../../factories/slot.js';
import { ApiClient } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

const { apiUrl } = sharedSystem();
const db = sharedDatabase();

afterAll(() => db.end());

describe('the form of a page without a script', () => {
  it('books once when it is sent several times, and again when it is another', async () => {
    const type = await openType(await signUp(new ApiClient(apiUrl), 'Ada'), { seats: 5 });
    const address = `${apiUrl}/book/${type.slug}/plain?${new URLSearchParams({ slot: slot(10).start }).toString()}`;
    const formKey = async () => /name="form" value="([^"]+)"/.exec(await (await fetch(address)).text())?.[1] ?? '';
    const email = newEmail('guest');
    const links = new Set<string>();
    const send = async (form: string, name = 'Alan') => {
      const answer = await fetch(address, { method: 'POST', body: new URLSearchParams({ form, name, email }) });
      const page = await answer.text();
      const [, link = ''] = /href="([^"]*\/manage\/[^"]+)"/.exec(page) ?? [];
      links.add(new URL(link).pathname);
      return /<h1>([^<]*)/.exec(page)?.[1];
    };
    const form = await formKey();
    // A double click, and a reload of what comes after it.
    expect(await Promise.all([send(form), send(form)])).toEqual(['You are booked', 'You are booked']);
    expect(await send(form)).toBe('You are booked');
    const count = async () =>
      (await db.query('SELECT count(*)::int AS count FROM booking_attendees WHERE email = $1', [email])).rows[0].count;
    expect(await count()).toBe(1);
    expect(links.size).toBe(1);
    expect((await fetch(`${apiUrl}${[...links][0] ?? ''}`)).status).toBe(200);
    expect(await send(await formKey())).toBe('You are booked');
    expect(await send(form, 'Alan Turing')).toBe('You are booked');
    expect(await count()).toBe(3);
  });
});

import { slot } from '../../factories/booking.js';
import { newEmail, signUp } from '../../factories/person.js';
import { bookSlot, openType } from '../../factories/slot.js';
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

  it.each(['0000-01-01T00:00:00Z', '9999-12-31T12:00:00Z'])('does not look for the time %s', async (start) => {
    const api = new ApiClient(apiUrl);
    const { id: eventTypeId, slug } = await openType(await signUp(api, 'Ada'), {});
    const attendee = { name: 'Alan', email: newEmail('guest') };
    const answers = [
      await api.post('/bookings', { eventTypeId, start, attendee }),
      await api.post('/holds', { eventTypeId, start }),
      await api.post('/waitlist', { eventTypeId, from: start, to: start, attendee }),
      await api.get(`/slots/explain?${new URLSearchParams({ eventTypeId, at: start }).toString()}`),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400]);
    const address = `${apiUrl}/book/${slug}/plain?${new URLSearchParams({ slot: start }).toString()}`;
    expect((await fetch(address)).status).toBe(200);
    expect((await fetch(address, { method: 'POST', body: new URLSearchParams(attendee) })).status).toBe(200);
  });

  it('keeps what a long address has filled in, without repeating it', async () => {
    const type = await openType(await signUp(new ApiClient(apiUrl), 'Ada'), {});
    const notes = 'Please call when you are late. '.repeat(20);
    const filled = new URLSearchParams({ month: '2031-03', name: 'Alan', notes, utm_source: 'y'.repeat(1000) });
    const address = `${apiUrl}/book/${type.slug}/plain`;
    const times = await (await fetch(`${address}?${filled.toString()}`)).text();
    const [, onward = ''] = /<button form="typed"[^>]* formaction="([^"]*slot=[^"]*)"/.exec(times) ?? [];
    expect(onward.length).toBeLessThan(200);
    const [typed = ''] = /<form method="post" id="typed">.*?<\/form>/.exec(times) ?? [];
    expect(typed).toContain('name="name" value="Alan"');
    const body = new URLSearchParams({ step: 'form', name: 'Alan', notes });
    const next = await fetch(new URL(onward.replaceAll('&amp;', '&'), address), { method: 'POST', body });
    expect(await next.text()).toContain(`rows="4">${notes}</textarea>`);
  });

  it('joins the waitlist for a time that is taken, once when it is sent several times, unless a time is free', async () => {
    const api = new ApiClient(apiUrl);
    const type = await openType(await signUp(api, 'Ada'), {});
    const times = `${apiUrl}/book/${type.slug}/plain`;
    const [email, start] = [newEmail('guest'), slot(10).start];
    const send = async (address: string, fields: Readonly<Record<string, string>>) => {
      const body = new URLSearchParams({ name: 'Alan', email, ...fields });
      return (await fetch(address, { method: 'POST', body })).text();
    };
    const linkIn = (page: string, pattern: RegExp) => (pattern.exec(page)?.[1] ?? '').replaceAll('&amp;', '&');
    const valueIn = (page: string, name: string) =>
      new RegExp(`name="${name}"[^>]* value="([^"]*)"`).exec(page)?.[1] ?? '';

    await bookSlot(api, type.id, slot(10));
    const zone = 'timezone=Asia%2FTokyo';
    const taken = await send(`${times}?${zone}&slot=${encodeURIComponent(start)}`, {});
    // Buttons of a form lead on, because they take along what was typed.
    const onward = /role="alert">This time is not free[^<]*<button form="typed" [^>]*formaction="([^"]+)"/;
    const waiting = new URL(linkIn(taken, onward), times).href;
    const form = await (await fetch(waiting)).text();
    expect([valueIn(form, 'from'), valueIn(form, 'to')]).toEqual(['2031-03-03T19:00', '2031-03-03T20:00']);
    const fields = { form: valueIn(form, 'form'), from: valueIn(form, 'from'), to: valueIn(form, 'to') };

    // The hour after it is free, and nothing ends before it begins.
    const wide = await send(waiting, { ...fields, to: '2031-03-03T21:00' });
    expect(linkIn(wide, /no need to wait[^]*?<li><button form="typed" [^>]*formaction="([^"]+)"/)).toMatch(
      /^\.\.\/plain\?.*slot=2031-03-03T11/,
    );
    expect(valueIn(wide, 'to')).toBe('2031-03-03T21:00');
    const wrong = await send(waiting, { ...fields, from: '', to: '2031-03-03T18:00', email: 'nobody' });
    expect(wrong).toMatch(/<li>Earliest beginning is missing[^]*<li>E-mail address is missing/);
    expect(await send(waiting, { ...fields, to: '2031-03-03T18:00' })).toMatch(/<li>Latest end is missing/);
    expect(await send(waiting, { ...fields, to: '2031-09-03T18:00' })).toMatch(/role="alert">These are too many days/);

    const both = await Promise.all([send(waiting, fields), send(waiting, fields)]);
    const links = new Set(
      both.map((page) => linkIn(page, /<h1>You are on the waitlist[^]*href="([^"]+\/waitlist\/[^"]+)"/)),
    );
    expect(links.size).toBe(1);
    const entry = await fetch(`${apiUrl}${new URL([...links][0] ?? '').pathname}`);
    expect(entry.status).toBe(200);
    const { rows } = await db.query(
      `SELECT range_start AS "from", range_end AS "to", time_zone AS zone, language FROM waitlist_entries
       WHERE attendee_email = $1`,
      [email],
    );
    expect(rows).toEqual([{ from: new Date(start), to: new Date(slot(10).end), zone: 'Asia/Tokyo', language: 'en' }]);
  });

  it('offers the waitlist for a month without times, and for each of its days where it has some', async () => {
    const api = new ApiClient(apiUrl);
    const host = await signUp(api, 'Ada');
    const closed = await openType(host, { bookingWindow: { kind: 'range', from: '2031-03-04', to: '2031-03-04' } });
    const month = async (name: string) => (await fetch(`${apiUrl}/book/${closed.slug}/plain?month=${name}`)).text();
    const some = await month('2031-03');
    expect(some).toMatch(/action="plain\/waitlist"[^]*<option value="2031-03-03">Monday, 3 March 2031<\/option>/);
    expect(some).not.toContain('<option value="2031-03-04">');
    expect(some.match(/<option value="2031-03-/g)).toHaveLength(30);
    expect(await month('2031-04')).toMatch(
      /no free times in this month[^]*href="plain\/waitlist\?[^"]*waitlist=2031-04"/,
    );
  });
});

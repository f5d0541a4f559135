import { newId } from '../../../src/kernel/ids.js';
import { createEventType } from '../../factories/event-type.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { hostLinkIn } from '../../factories/host-link.js';
import { newEmail, type Person, signUpAllVerified } from '../../factories/person.js';
import { makeSeries } from '../../factories/series.js';
import { bookSlot, openType } from '../../factories/slot.js';
import { joinWaitlist } from '../../factories/waitlist.js';
import { ApiClient } from '../../support/http.js';
import { JPEG, PNG, WEBP_LOSSY } from '../../support/pictures.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

const { apiUrl, mailbox } = sharedSystem();
const api = new ApiClient(apiUrl);
const db = sharedDatabase();
let owner: Person;
let member: Person;
let stranger: Person;
let id: string;
let path: string;

beforeAll(async () => {
  [owner, member, stranger] = await signUpAllVerified(api, 'Owner', 'Member', 'Stranger');
  id = await createOrganization(owner);
  path = `/organizations/${id}/logo`;
  await addMember(owner, id, member);
  // A manager, but of another one.
  await createOrganization(stranger);
});

afterAll(() => db.end());

/** Served by the system that is tested, whatever its public address is. */
const load = (url: string) => {
  const { pathname, search } = new URL(url);
  return fetch(new URL(pathname + search, apiUrl));
};

const PAGE = Buffer.from('<script>alert(document.domain)</script>');

describe('the logo of an organization', () => {
  it('is served to everybody, for good, and as nothing but a picture', async () => {
    const { status, body } = await owner.api.put(path, { image: PNG });
    expect([status, body]).toMatchObject([200, { id, version: 2 }]);
    const { logoUrl } = body;
    const { rows } = await db.query(
      `SELECT user_id AS by, metadata FROM audit_entries WHERE action = 'file_upload' AND organization_id = $1`,
      [id],
    );
    expect(rows).toEqual([{ by: owner.id, metadata: { file: 'logo', bytes: Buffer.from(PNG, 'base64').length } }]);
    expect((await member.api.get(`/organizations/${id}`)).body).toMatchObject({ logoUrl, version: 2 });
    expect((await member.api.get('/organizations')).body.data[0]).toMatchObject({ logoUrl });
    const answer = await load(logoUrl);
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
    });
    expect(
      Buffer.from(await answer.arrayBuffer())
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
  });

  it('is replaced, and is gone from its old address', async () => {
    const before = (await owner.api.put(path, { image: JPEG })).body.logoUrl;
    const after = (await owner.api.put(path, { image: WEBP_LOSSY })).body.logoUrl;
    expect((await load(after)).headers.get('content-type')).toBe('image/webp');
    const old = await load(before);
    expect([old.status, old.headers.get('cache-control')]).toEqual([404, 'no-store']);
    expect((await owner.api.delete(path)).status).toBe(204);
    expect((await load(after)).status).toBe(404);
    expect((await owner.api.get(`/organizations/${id}`)).body.logoUrl).toBeNull();
    expect((await owner.api.delete(path)).status).toBe(204);
  });

  it('is changed only as it was seen, where that is asked for', async () => {
    const seen = { headers: { 'If-Match': (await owner.api.get(`/organizations/${id}`)).headers.get('ETag')! } };
    const { status, body, headers } = await owner.api.put(path, { image: PNG }, seen);
    expect(status).toBe(200);
    for (const late of [owner.api.put(path, { image: JPEG }, seen), owner.api.delete(path, undefined, seen)])
      expect(await late).toMatchObject({ status: 412, body: { code: 'precondition_failed' } });
    expect((await owner.api.get(`/organizations/${id}`)).body.logoUrl).toBe(body.logoUrl);
    const now = { headers: { 'If-Match': headers.get('ETag')! } };
    expect((await owner.api.delete(path, undefined, now)).status).toBe(204);
  });

  it('goes with the organization', async () => {
    const other = await createOrganization(owner);
    const { logoUrl } = (await owner.api.put(`/organizations/${other}/logo`, { image: JPEG })).body;
    expect((await load(logoUrl)).status).toBe(200);
    await owner.api.delete(`/organizations/${other}`);
    expect((await load(logoUrl)).status).toBe(404);
  });

  it('has nothing of a page that was put behind the picture', async () => {
    const polyglot = Buffer.concat([Buffer.from(PNG, 'base64'), PAGE]).toString('base64');
    const { body } = await owner.api.put(path, { image: polyglot });
    const served = Buffer.from(await (await load(body.logoUrl)).arrayBuffer());
    expect(served.includes('<script')).toBe(false);
    expect(served.subarray(-8, -4).toString()).toBe('IEND');
  });

  it.each([
    ['a page', PAGE.toString('base64'), 'no_picture'],
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('base64'), 'no_picture'],
    ['half a picture', PNG.slice(0, 120), 'no_picture'],
    ['an address of data', `data:image/png;base64,${PNG}`, 'is_base64'],
    ['no Base64', 'a picture!', 'is_base64'],
    ['nothing', '', 'is_base64'],
    ['a number', 1, 'is_base64'],
    ['a byte more than 128 kilobytes', Buffer.alloc(131_073).toString('base64'), 'max_bytes'],
    ['much more', 'A'.repeat(400_000), 'max_bytes'],
  ])('is not %s', async (_what, image, code) => {
    const { status, body } = await owner.api.put(path, { image });
    expect([status, body.code, body.errors.length]).toEqual([400, 'validation_failed', 1]);
    expect(body.errors[0]).toMatchObject({ pointer: '/image', code });
  });

  it('is set by those who manage this organization', async () => {
    const attempts = (person: Person) => [
      person.api.put(path, { image: PNG }),
      person.api.delete(path),
      person.api.patch(`/organizations/${id}`, { color: '#ff0000' }),
    ];
    for (const { status, body } of await Promise.all(attempts(member)))
      expect([status, body.code]).toEqual([403, 'forbidden']);
    for (const { status, body } of await Promise.all(attempts(stranger)))
      expect([status, body.code]).toEqual([404, 'not_found']);
    expect((await api.put(path, { image: PNG })).status).toBe(401);
    expect((await owner.api.put(`/organizations/${newId()}/logo`, { image: PNG })).status).toBe(404);
  });

  it.each(['logo.png', '..%2f..%2fpackage.json', `${'0'.repeat(64)}.png`, `${'0'.repeat(64)}.svg`])(
    'is not found as %s',
    async (file) => {
      const { status, headers } = await fetch(`${apiUrl}/logos/${file}`);
      expect([status, headers.get('cache-control')]).toEqual([404, 'no-store']);
    },
  );
});

describe('the pages of an organization', () => {
  const open = async (page: string) => (await fetch(`${apiUrl}${page}`)).text();

  it('show its logo and its colour', async () => {
    const { logoUrl } = (await owner.api.put(path, { image: PNG })).body;
    await owner.api.patch(`/organizations/${id}`, { name: 'Engines & Co', color: '#0b6e4f', slug: `engines-${id}` });
    const { slug } = await createEventType(owner, { isPublic: true, organizationId: id, description: null });
    const { pathname } = new URL(logoUrl);
    const logo = `<img class="logo" src="${pathname}" alt="Engines &amp; Co" width="32" height="16">`;
    const color = '<link rel="stylesheet" href="/book/assets/colours/0b6e4f.css">';
    for (const page of [await open(`/book/${slug}`), await open(`/book/${slug}/plain`)]) {
      expect(page).toContain(logo);
      expect(page).toContain(color);
    }
    expect(await open(`/book/@engines-${id}`)).toContain(`<img class="logo" src="${pathname}" alt=""`);
    const booking = await open(`/book/${slug}`);
    expect(booking).toContain(`<meta property="og:image" content="${logoUrl}">`);
    expect(booking).toContain('<meta property="og:title" content="Mentoring">');
    expect(booking).toContain('<meta property="og:description" content="30 mins · Engines &amp; Co">');
    const brand = { name: 'Engines & Co', color: '#0b6e4f', logoUrl };
    expect((await api.get(`/public/event-types/${slug}`)).body).toMatchObject({ brand });
    expect((await api.get(`/public/profiles/engines-${id}`)).body).toMatchObject({ brand });
  });

  it('get the colour from a style sheet of its own', async () => {
    const sheet = await fetch(`${apiUrl}/book/assets/colours/0b6e4f.css`);
    expect([sheet.status, sheet.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8']);
    expect(await sheet.text()).toContain('--primary:#0b6e4f;--on-primary:#ffffff;');
    expect((await fetch(`${apiUrl}/book/assets/colours/}body{}.css`)).status).toBe(404);
  });

  it('have the picture of Lyceum for those without a logo', async () => {
    const { slug } = await createEventType(owner, { isPublic: true });
    const [, address = ''] = /<meta property="og:image" content="([^"]+)">/.exec(await open(`/book/${slug}`)) ?? [];
    expect(new URL(address).pathname).toBe('/book/assets/share.png');
    expect((await load(address)).headers.get('content-type')).toBe('image/png');
  });
});

it('e-mails about bookings, series and waitlists of an organization come in its name, with the logo in them', async () => {
  const { logoUrl } = (await owner.api.put(path, { image: PNG })).body;
  const served = Buffer.from(await (await load(logoUrl)).arrayBuffer()).toString('base64');
  const type = await openType(owner, { organizationId: id });
  const guest = newEmail('guest');
  const start = new Date(Date.now() + 48 * 3_600_000).toISOString().replace(/T.*/, 'T10:00:00Z');
  await bookSlot(api, type.id, { start }, { attendee: { name: 'Alan Turing', email: guest } });
  const [pupil, waiting] = [newEmail('pupil'), newEmail('waiting')];
  await makeSeries(owner, { organizationId: id, attendees: [{ email: pupil }] });
  const wish = { start, end: start.replace('T10', 'T11') };
  await joinWaitlist({ api }, type.id, wish, { attendee: { name: 'Grace Hopper', email: waiting } });
  const { data } = (await owner.api.get(`/event-types/${type.id}/waitlist`)).body;
  await owner.api.delete(`/event-types/${type.id}/waitlist/${data[0].id}`);
  for (const [to, subject] of [
    [guest, 'Confirmed'],
    [pupil, 'Confirmed: Tutoring with Owner, from '],
    [waiting, 'Not on the waitlist'],
  ] as const) {
    const { html, text, attachments } = await mailbox.waitFor({ to, subject });
    expect(text.startsWith('Engines & Co\n')).toBe(true);
    expect(html).toContain('<img src="cid:logo@lyceum"');
    expect(attachments.filter(({ contentType }) => contentType === 'image/png').map(({ base64 }) => base64)).toEqual([
      served,
    ]);
    if (to === guest) expect(html).toContain('background-color:#0b6e4f;');
  }

  const token = hostLinkIn(await mailbox.waitFor({ to: owner.email, subject: 'Confirmed: Mentoring' }));
  const { pathname } = new URL(logoUrl);
  for (const query of ['', `?move=${start.slice(0, 7)}`]) {
    const page = await (await load(`${apiUrl}/hosted/${token}${query}`)).text();
    expect(page).toContain(`<img class="logo" src="${pathname}" alt="Engines &amp; Co"`);
    expect(page).toContain('/book/assets/colours/0b6e4f.css');
  }
  const brand = { name: 'Engines & Co', color: '#0b6e4f', logoUrl };
  expect((await api.get(`/hosted/${token}`)).body.brand).toEqual(brand);
});

describe('the colour of an organization', () => {
  it('is taken in any case, and given back', async () => {
    const colourOf = async (color: string | null) =>
      (await owner.api.patch(`/organizations/${id}`, { color })).body.color as unknown;
    expect(await colourOf('#0B6E4F')).toBe('#0b6e4f');
    expect((await owner.api.patch(`/organizations/${id}`, { name: 'Other Engines' })).body.color).toBe('#0b6e4f');
    expect(await colourOf(null)).toBeNull();
  });

  it.each(['red', '#fff', '#12345g', 'url(x)', '#123456;', 17])('is not %s', async (color) => {
    const { status, body } = await owner.api.patch(`/organizations/${id}`, { color });
    expect([status, body.code]).toEqual([400, 'validation_failed']);
    expect(body.errors).toMatchObject([{ pointer: '/color', code: 'is_color' }]);
  });
});

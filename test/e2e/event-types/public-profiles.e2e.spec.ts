import { randomUUID } from 'node:crypto';
import { createEventType } from '../../factories/event-type.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { type Person, signUpAdmin, signUpAll, signUpAllVerified } from '../../factories/person.js';
import { ApiClient } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

const { apiUrl } = sharedSystem();
const api = new ApiClient(apiUrl);
const db = sharedDatabase();

/** Ada owns the organization, Charles is a plain member, Mallory nobody. */
let ada: Person;
let charles: Person;
let mallory: Person;
let organizationId: string;

beforeAll(async () => {
  [ada, charles, mallory] = await signUpAll(api, 'Ada', 'Charles', 'Mallory');
  organizationId = await createOrganization(ada);
  await addMember(ada, organizationId, charles);
});

afterAll(() => db.end());

const newSlug = () => `type-${randomUUID()}`;

describe('the public page of a person or an organization', () => {
  const newPage = () => `page-${randomUUID().slice(0, 8)}`;
  const titlesOf = async (slug: string) => {
    const { status, body } = await api.get(`/public/profiles/${slug}`);
    return status === 200 ? body.eventTypes.map(({ title }: { title: string }) => title) : status;
  };
  const pageOf = async (slug: string, language = 'en') =>
    fetch(`${apiUrl}/book/@${slug}`, { headers: { 'Accept-Language': language } });

  it('lists what is public and active, and nothing else', async () => {
    const [host] = await signUpAllVerified(api, 'Hilda Host');
    const [own, team] = [newPage(), newPage()];
    const hosted = await createOrganization(host, 'Hosted Academy');
    const make = (title: string, more: object) =>
      createEventType(host, { slug: newSlug(), title, isPublic: true, ...more });
    const shown = await make('Mentoring', { description: 'Bring a question.', durations: [30, 60] });
    await make('Hidden', { isPublic: false });
    await make('Closed', { isActive: false });
    await make('Course', { organizationId: hosted });
    await make('Internal', { organizationId: hosted, isPublic: false });
    const archived = await make('Archived', {});
    await host.api.delete(`/event-types/${archived.id}`);
    expect((await host.api.patch('/users/me', { slug: own })).body.slug).toBe(own);
    expect((await host.api.patch(`/organizations/${hosted}`, { slug: team })).body.slug).toBe(team);

    expect((await api.get(`/public/profiles/${own.toUpperCase()}`)).body).toEqual({
      kind: 'person',
      slug: own,
      name: 'Hilda Host',
      description: null,
      timeZone: 'UTC',
      brand: null,
      pictureUrl: null,
      eventTypes: [
        {
          id: shown.id,
          slug: shown.slug,
          title: 'Mentoring',
          description: 'Bring a question.',
          durations: [30, 60],
        },
      ],
    });
    expect(await titlesOf(team)).toEqual(['Course']);
    const page = await pageOf(own);
    const text = await page.text();
    expect([page.status, page.headers.get('Content-Type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(text).toContain(`href="/book/${shown.slug}?lang=en"`);
    expect(text).not.toMatch(/Hidden|Closed|Course|Internal|Archived/);
    expect(await (await pageOf(team, 'fr')).text()).toContain('Ce que vous pouvez réserver');

    await db.query('UPDATE users SET is_active = false WHERE id = $1', [host.id]);
    expect([await titlesOf(own), (await pageOf(own)).status]).toEqual([404, 404]);
    expect((await pageOf(newPage())).status).toBe(404);
  });

  it('of a person is there once the address is verified, and until an administrator takes the name away', async () => {
    const slug = newPage();
    expect((await mallory.api.patch('/users/me', { slug })).body.slug).toBe(slug);
    expect([await titlesOf(slug), (await pageOf(slug)).status]).toEqual([404, 404]);
    await db.query('UPDATE users SET email_verified_at = now() WHERE id = $1', [mallory.id]);
    expect(await titlesOf(slug)).toEqual([]);
    expect(await (await pageOf(slug)).text()).toContain('<meta name="robots" content="noindex">');
    expect((await fetch(`${apiUrl}/book/%40${slug}?lang=fr`)).url).toBe(`${apiUrl}/book/@${slug}?lang=fr`);

    const admin = await signUpAdmin(api, db);
    expect((await admin.api.patch(`/users/${mallory.id}`, { name: 'Mallory M.' })).body.slug).toBe(slug);
    expect((await admin.api.patch(`/users/${mallory.id}`, { slug: null })).body.slug).toBeNull();
    expect((await admin.api.get(`/users/${mallory.id}`)).body).toMatchObject({ slug: null, name: 'Mallory M.' });
    expect(await titlesOf(slug)).toBe(404);
  });

  it('has a slug that nobody else has, a person or an organization', async () => {
    const [first, second] = [newPage(), newPage()];
    const asOrganization = (person: Person, slug: string | null) =>
      person.api.patch(`/organizations/${organizationId}`, { slug });
    const asPerson = (person: Person, slug: string | null) => person.api.patch('/users/me', { slug });
    const wanted = await Promise.all([asPerson(ada, first), asPerson(mallory, first), asOrganization(ada, first)]);
    expect(wanted.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(wanted.find(({ status }) => status === 409)?.body.code).toBe('page_name_taken');
    for (const person of [ada, mallory]) await asPerson(person, null);
    await asOrganization(ada, null);
    await asOrganization(ada, second);
    expect((await asPerson(mallory, second)).body.code).toBe('page_name_taken');
    // What was given up or changed leads old links to nobody else, and is free again after a while.
    const third = newPage();
    expect((await asPerson(ada, third)).body.slug).toBe(third);
    await asPerson(ada, newPage());
    expect((await asPerson(mallory, third)).body.code).toBe('page_name_taken');
    expect((await asPerson(ada, third)).body.slug).toBe(third);
    await asPerson(ada, null);
    expect((await asOrganization(ada, third)).body.code).toBe('page_name_taken');
    await db.query(`UPDATE former_slugs SET released_at = now() - interval '90 days' WHERE owner_id = $1`, [ada.id]);
    expect((await asPerson(mallory, third)).body.slug).toBe(third);
    expect((await asOrganization(charles, newPage())).status).toBe(403);
    for (const slug of ['ab', 'Ada', 'ada_1', 'a'.repeat(61), 'support'])
      expect((await asPerson(ada, slug)).body.errors?.[0]?.field).toBe('slug');
  });

  it('needs the version that If-Match names', async () => {
    const { headers } = await mallory.api.get('/users/me');
    const ifMatch = { headers: { 'If-Match': headers.get('ETag')! } };
    expect((await mallory.api.patch('/users/me', { slug: newPage() }, ifMatch)).status).toBe(200);
    expect((await mallory.api.patch('/users/me', { slug: newPage() }, ifMatch)).status).toBe(412);
  });
});

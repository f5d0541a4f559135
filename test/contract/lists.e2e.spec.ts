import type { Pool } from 'pg';
import { newId } from '../../src/kernel/ids.js';
import { createBookable } from '../factories/availability.js';
import { createOrganization } from '../factories/organization.js';
import { type Person, signUpAdmin } from '../factories/person.js';
import { publicType } from '../factories/slot.js';
import { byName, fill, type Operation, operations, parametersIn } from '../security/operations.js';
import { ApiClient } from '../support/http.js';
import { sharedDatabase, sharedSystem } from '../support/shared-system.mjs';

const takes = (name: string) => (operation: Operation) =>
  parametersIn(operation, 'query').some((parameter) => parameter.name === name);
const queries = operations.filter(({ method }) => method === 'GET');
const lists = queries.filter(takes('limit'));
/** Those that one has by oneself: into those of administrators others write at the same time. */
const tables = queries.filter(({ path }) => /^\/(?!admin|users).*\/export$/.test(path) && !path.includes('report'));

describe('every list of the document', () => {
  let db: Pool;
  let admin: Person;
  let organizationId: string;

  beforeAll(async () => {
    db = sharedDatabase();
    admin = await signUpAdmin(new ApiClient(sharedSystem().apiUrl), db);
    organizationId = await createOrganization(admin);
    await publicType(admin);
    await createBookable(admin);
  });

  afterAll(() => db.end());

  const ask = (operation: Operation, query: Record<string, string | number>) =>
    admin.api.get(
      fill(operation, (resource) => (resource.endsWith('/organizations/{id}') ? organizationId : newId())),
      { query },
    );

  it('is there', () => expect(lists.length).toBeGreaterThan(5));

  it.each(byName(lists))('%s refuses a limit below 1 and above 100', async (_name, operation) => {
    for (const limit of [0, 101, 1.5, 'ten', '']) {
      const { status, body } = await ask(operation, { limit });
      expect([status, body.errors?.[0].field]).toEqual([400, 'limit']);
    }
  });

  it.each(byName(lists.filter(takes('page'))))('%s has pages up to item 10,000', async (_name, operation) => {
    const { status, body } = await ask(operation, { page: 101, limit: 100 });
    // The list of somebody else's thing is not there at all.
    if (status !== 404) expect([status, body.errors?.[0]]).toMatchObject([400, { field: 'page', code: 'too_far' }]);
    expect((await ask(operation, { page: 100, limit: 100 })).status).not.toBe(400);
  });

  it.each(byName(queries))('%s refuses a parameter that it does not know, and names it', async (_name, operation) => {
    const { status, body } = await ask(operation, { nonsense: 1 });
    expect([status, body.errors?.[0]]).toMatchObject([400, { field: 'nonsense', code: 'unknown_field' }]);
  });

  it.each(byName(lists.filter(takes('cursor'))))(
    '%s refuses a cursor that it did not give',
    async (_name, operation) => {
      for (const cursor of ['nonsense', Buffer.from('["id",1,2,3,4]').toString('base64url')]) {
        const { status, body } = await ask(operation, { cursor });
        // The list of somebody else's thing is not there at all.
        expect([
          [400, 'malformed_cursor'],
          [404, 'not_found'],
        ]).toContainEqual([status, body.code]);
      }
    },
  );

  it.each(byName(lists.filter(takes('cursor')).filter(takes('page'))))(
    '%s refuses a cursor together with a page',
    async (_name, operation) => {
      const { status } = await ask(operation, { cursor: 'x', page: 1 });
      expect([400, 404]).toContain(status);
    },
  );

  it.each(byName(lists.filter(takes('sort'))))(
    '%s refuses an order that is not in its list',
    async (_name, operation) => {
      for (const sort of ['passwordHash', '-', 'id;DROP TABLE users']) {
        const { status, body } = await ask(operation, { sort });
        expect([status, body.errors?.[0].field]).toEqual([400, 'sort']);
      }
    },
  );

  it.each(byName(tables))('%s has the rows of its list', async (_name, operation) => {
    const { path } = operation;
    const list = await ask({ ...operation, path: path.replace(/\/export$/, '') }, {});
    const { status, text } = await ask(operation, {});
    expect(status).toBe(list.status);
    if (status === 404) return;
    const rows = text.split('\r\n').slice(1, -1);
    const ids = list.body.data.map(({ id, userId }: { id?: string; userId: string }) => id ?? userId);
    expect(rows.map((row) => row.split(',')[0])).toEqual(ids);
  });

  it('has tables of what one has', () => expect(tables.length).toBeGreaterThan(5));

  it('takes `search` wherever it takes `q`', () => {
    expect(lists.filter(takes('q')).length).toBeGreaterThan(3);
    expect(lists.filter(takes('search'))).toEqual(lists.filter(takes('q')));
  });

  it.each(byName(lists.filter(takes('q'))))(
    '%s answers to `search` what it answers to `q`',
    async (_name, operation) => {
      const text = 'nobody has this in any name';
      expect((await ask(operation, { search: text })).body).toEqual((await ask(operation, { q: text })).body);
      const both = await ask(operation, { q: text, search: text });
      expect([both.status, both.body.errors?.[0]]).toMatchObject([400, { field: 'search', code: 'is_alias' }]);
      const tooLong = await ask(operation, { search: 'x'.repeat(201) });
      expect([tooLong.status, tooLong.body.errors?.[0].field]).toEqual([400, 'search']);
    },
  );

  it.each(byName(lists.filter(takes('q'))))('%s refuses text that cannot be stored', async (_name, operation) => {
    const { status, body } = await ask(operation, { q: 'nul\0' });
    expect([status, body.errors?.[0].code]).toEqual([400, 'is_well_formed']);
  });
});

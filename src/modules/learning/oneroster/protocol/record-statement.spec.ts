import { parseFilter } from './filter-expression.js';
import { BASE_FIELDS, baseOf, type RecordKind } from './record-kind.js';
import { listStatements } from './record-statement.js';

const ORGANIZATION = '019f0000-0000-7000-8000-000000000001';
const KIND: RecordKind = {
  one: 'thing',
  many: 'things',
  rows: 'SELECT',
  order: 'sourcedId',
  fields: { ...BASE_FIELDS, title: 'text' },
  toRecord: baseOf,
};

const page = (request: { sort?: string; filter?: string }) => {
  const { filter, ...rest } = request;
  const read = { limit: 1, offset: 0, descending: false, ...rest, ...(filter && { filter: parseFilter(filter) }) };
  return listStatements(KIND, ORGANIZATION, read, []).page;
};

describe('a statement for records', () => {
  it.each(['nothing', 'constructor', 'toString', '__proto__'])('has its usual order for %s', (sort) => {
    expect(page({ sort }).text).toBe(page({}).text);
    expect(page({ sort: 'title' }).text).not.toBe(page({}).text);
  });

  it.each(['0000-01-01', '0001-01-01T00:00:00+02:00', '9999-12-31T23:00:00-02:00'])(
    'refuses %s, a moment that the database does not know',
    (moment) => {
      expect(() => page({ filter: `dateLastModified>'${moment}'` })).toThrow('a moment such as');
    },
  );

  it('compares with the first and with the last moment', () => {
    for (const moment of ['0001-01-01', '9999-12-31T23:59:59Z'])
      expect(page({ filter: `dateLastModified>'${moment}'` }).values[1]).toBe(new Date(moment).toISOString());
  });
});

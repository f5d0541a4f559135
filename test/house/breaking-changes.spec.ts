import { breakingChanges } from '../../tools/contract/breaking-changes.mjs';
import { comparedPart } from '../../tools/contract/compared-part.mjs';
import { judge } from '../../tools/contract/judge.mjs';

// Documents are plain JSON, which each case changes in one place.
type Json = any; // eslint-disable-line @typescript-eslint/no-explicit-any -- any OpenAPI document

const problem = (code: string): Json => ({
  type: 'object',
  allOf: [{ $ref: '#/components/schemas/Problem' }],
  required: ['code'],
  properties: { code: { type: 'string', const: code } },
});

const json = (schema: Json): Json => ({ 'application/json': { schema } });
const reference = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });

function document(): Json {
  return {
    paths: {
      '/bookings': {
        get: {
          operationId: 'bookings.list',
          'x-required-scope': 'bookings:read',
          security: [{ bearer: [] }, { apiKey: [] }],
          parameters: [
            { $ref: '#/components/parameters/Limit' },
            { name: 'status', in: 'query', schema: { type: 'string', enum: ['open', 'closed'] } },
          ],
          responses: { 200: { content: json({ type: 'array', items: reference('Booking') }), headers: { ETag: {} } } },
        },
        post: {
          operationId: 'bookings.create',
          security: [{ bearer: [] }, {}],
          requestBody: { required: false, content: json(reference('NewBooking')) },
          responses: {
            201: { content: json(reference('Booking')) },
            202: { content: json(reference('Booking')) },
            409: {
              content: { 'application/problem+json': { schema: { oneOf: [reference('Taken'), reference('InUse')] } } },
            },
          },
        },
      },
      '/health': { get: { operationId: 'health.get', security: [], responses: { 200: {} } } },
    },
    webhooks: { 'booking.made': { post: { requestBody: { content: json(reference('Booking')) } } } },
    components: {
      parameters: {
        Limit: { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 } },
      },
      schemas: {
        Problem: {
          type: 'object',
          properties: { code: { type: 'string' }, title: { type: 'string' } },
          required: ['code', 'title'],
        },
        Taken: problem('slot_taken'),
        InUse: problem('in_use'),
        Late: problem('too_late'),
        NewBooking: { oneOf: [reference('AdHoc'), reference('Slot')] },
        AdHoc: {
          type: 'object',
          properties: {
            title: { type: 'string', minLength: 1, maxLength: 200 },
            note: { type: ['string', 'null'] },
            metadata: { type: 'object', additionalProperties: true },
            tags: { type: 'array', items: { type: 'string' }, maxItems: 5 },
          },
          required: ['title'],
        },
        Slot: {
          type: 'object',
          properties: { eventTypeId: { type: 'string', format: 'uuid' } },
          required: ['eventTypeId'],
        },
        Booking: {
          type: 'object',
          properties: {
            id: { type: 'string', format: 'uuid' },
            note: { type: ['string', 'null'] },
            status: { type: 'string', enum: ['open', 'closed'] },
            host: { anyOf: [reference('Host'), { type: 'null' }] },
          },
          required: ['id', 'note', 'status'],
        },
        Host: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
      },
    },
  };
}

type Change = (changed: { list: Json; create: Json; schemas: Json; document: Json }) => void;

function breaksOf(change: Change): string[] {
  const changed = document();
  const { get: list, post: create } = changed.paths['/bookings'];
  change({ list, create, schemas: changed.components.schemas, document: changed });
  return breakingChanges(document(), changed);
}

describe('a change that clients cannot cope with is found:', () => {
  it.each<[string, Change, string]>([
    ['a path that is gone', ({ document: { paths } }) => delete paths['/health'], 'health.get: was removed'],
    ['a method that is gone', ({ document: { paths } }) => delete paths['/bookings'].get, 'bookings.list: was removed'],
    ['another name', ({ list }) => (list.operationId = 'bookings.all'), 'bookings.list: is called bookings.all now'],
    [
      'another scope',
      ({ list }) => (list['x-required-scope'] = 'all:read'),
      'bookings.list: scope bookings:read became all:read',
    ],
    ['no keys any more', ({ list }) => list.security.pop(), 'bookings.list: apiKey is not taken any more'],
    [
      'no guests any more',
      ({ create }) => create.security.pop(),
      'bookings.create: nobody signed in is not taken any more',
    ],
    [
      'a closed door',
      ({ document: { paths } }) => paths['/health'].get.security.push({ bearer: [] }),
      'health.get: needs somebody signed in now',
    ],
    ['a parameter that is gone', ({ list }) => list.parameters.pop(), 'bookings.list query status: was removed'],
    [
      'a parameter that has to be given',
      ({ list }) => list.parameters.push({ name: 'day', in: 'query', required: true, schema: {} }),
      'bookings.list query day: became required',
    ],
    [
      'a parameter that may be left out no more',
      ({ list }) => (list.parameters[1].required = true),
      'bookings.list query status: became required',
    ],
    [
      'a value that is refused',
      ({ list }) => list.parameters[1].schema.enum.pop(),
      'bookings.list query status: value closed was removed',
    ],
    [
      'a lower bound',
      ({ document: { components } }) => (components.parameters.Limit.schema.maximum = 50),
      'bookings.list query limit: maximum 100 became 50',
    ],
    [
      'a higher bound',
      ({ document: { components } }) => (components.parameters.Limit.schema.minimum = 2),
      'bookings.list query limit: minimum 1 became 2',
    ],
    [
      'another default',
      ({ document: { components } }) => (components.parameters.Limit.schema.default = 10),
      'bookings.list query limit: default 20 became 10',
    ],
    [
      'a body that has to be sent',
      ({ create }) => (create.requestBody.required = true),
      'bookings.create body: became required',
    ],
    ['a body that is refused', ({ create }) => delete create.requestBody, 'bookings.create body: was removed'],
    [
      'a kind of body that is gone',
      ({ schemas }) => schemas.NewBooking.oneOf.pop(),
      'NewBooking in requests: Slot is not taken any more',
    ],
    [
      'a member that is refused',
      ({ schemas }) => delete schemas.AdHoc.properties.note,
      'AdHoc in requests/note: was removed',
    ],
    [
      'a member that has to be sent',
      ({ schemas }) => schemas.AdHoc.required.push('note'),
      'AdHoc in requests/note: became required',
    ],
    [
      'null that is refused',
      ({ schemas }) => (schemas.AdHoc.properties.note.type = 'string'),
      'AdHoc in requests/note: type string or null became string',
    ],
    [
      'a shorter text',
      ({ schemas }) => (schemas.AdHoc.properties.title.maxLength = 9),
      'AdHoc in requests/title: maxLength 200 became 9',
    ],
    [
      'a rule for a text',
      ({ schemas }) => (schemas.AdHoc.properties.title.pattern = '^a'),
      'AdHoc in requests/title: pattern none became ^a',
    ],
    [
      'a shorter list',
      ({ schemas }) => (schemas.AdHoc.properties.tags.maxItems = 1),
      'AdHoc in requests/tags: maxItems 5 became 1',
    ],
    [
      'items of another type',
      ({ schemas }) => (schemas.AdHoc.properties.tags.items.type = 'integer'),
      'AdHoc in requests/tags/items: type string became integer',
    ],
    [
      'items that have to differ',
      ({ schemas }) => (schemas.AdHoc.properties.tags.uniqueItems = true),
      'AdHoc in requests/tags: items have to be different now',
    ],
    [
      'a closed object',
      ({ schemas }) => (schemas.AdHoc.properties.metadata.additionalProperties = false),
      'AdHoc in requests/metadata: takes no members of other names any more',
    ],
    [
      'a text that becomes a choice',
      ({ schemas }) => (schemas.AdHoc.properties.title.enum = ['Mr']),
      'AdHoc in requests/title: became a choice',
    ],
    ['a status that is gone', ({ create }) => delete create.responses[202], 'bookings.create 202: was removed'],
    [
      'a type that is gone',
      ({ list }) => (list.responses[200].content = {}),
      'bookings.list 200: application/json was removed',
    ],
    [
      'a header that is gone',
      ({ list }) => delete list.responses[200].headers.ETag,
      'bookings.list 200 ETag: was removed',
    ],
    [
      'a member of an answer that is gone',
      ({ schemas }) => delete schemas.Booking.properties.note,
      'Booking in answers/note: was removed',
    ],
    [
      'a member that may be missing',
      ({ schemas }) => schemas.Booking.required.pop(),
      'Booking in answers/status: became optional',
    ],
    [
      'a member that may be null',
      ({ schemas }) => (schemas.Booking.properties.id.type = ['string', 'null']),
      'Booking in answers/id: type string became string or null',
    ],
    [
      'a member that may be another kind',
      ({ schemas }) => schemas.Booking.properties.host.anyOf.push(reference('Problem')),
      'Booking in answers/host: may be Problem now',
    ],
    [
      'a format that is gone',
      ({ schemas }) => delete schemas.Booking.properties.id.format,
      'Booking in answers/id: format uuid became any',
    ],
    [
      'a choice that is none',
      ({ schemas }) => delete schemas.Booking.properties.status.enum,
      'Booking in answers/status: is no choice any more',
    ],
    [
      'an error that is gone',
      ({ create }) => create.responses[409].content['application/problem+json'].schema.oneOf.pop(),
      'bookings.create 409: error in_use was removed',
    ],
    [
      'an error of another code',
      ({ schemas }) => (schemas.Taken.properties.code.const = 'taken'),
      'Taken in answers/code: constant slot_taken became taken',
    ],
    [
      'a member of all errors',
      ({ schemas }) => delete schemas.Problem.properties.title,
      'Taken in answers/title: was removed',
    ],
    [
      'a message that is gone',
      ({ document: { webhooks } }) => delete webhooks['booking.made'],
      'webhook.booking.made: was removed',
    ],
  ])('%s', (_name, change, expected) => {
    expect(breaksOf(change)).toContain(expected);
  });
});

describe('a change that clients do not notice is none:', () => {
  it.each<[string, Change]>([
    ['nothing', () => undefined],
    [
      'a new operation',
      ({ document: { paths } }) => (paths['/new'] = { get: { operationId: 'new.get', responses: {} } }),
    ],
    [
      'a parameter that may be given',
      ({ list }) => list.parameters.push({ name: 'q', in: 'query', schema: { type: 'string' } }),
    ],
    ['a value that is taken, too', ({ list }) => list.parameters[1].schema.enum.push('moved')],
    ['a wider bound', ({ document: { components } }) => (components.parameters.Limit.schema.maximum = 200)],
    ['keys, too', ({ create }) => create.security.push({ apiKey: [] })],
    ['guests, too', ({ list }) => list.security.push({})],
    ['a member that may be sent', ({ schemas }) => (schemas.AdHoc.properties.colour = { type: 'string' })],
    ['a member that may be left out', ({ schemas }) => (schemas.AdHoc.required = [])],
    [
      'numbers instead of whole numbers',
      ({ document: { components } }) => (components.parameters.Limit.schema.type = 'number'),
    ],
    ['a kind of body, too', ({ schemas }) => schemas.NewBooking.oneOf.push(reference('Host'))],
    ['a rule that is gone', ({ schemas }) => delete schemas.AdHoc.properties.title.maxLength],
    ['a new member of an answer', ({ schemas }) => (schemas.Booking.properties.colour = { type: 'string' })],
    ['a member that is always there', ({ schemas }) => schemas.Booking.required.push('host')],
    ['a member that is never null', ({ schemas }) => (schemas.Booking.properties.note.type = 'string')],
    // Clients have to expect values and errors that they do not know.
    ['a new value of an answer', ({ schemas }) => schemas.Booking.properties.status.enum.push('moved')],
    ['a value that an answer has no more', ({ schemas }) => schemas.Booking.properties.status.enum.pop()],
    [
      'a new error',
      ({ create }) => create.responses[409].content['application/problem+json'].schema.oneOf.push(reference('Late')),
    ],
    ['a new status', ({ list }) => (list.responses[404] = {})],
    ['other words', ({ list }) => (list.description = 'For calendars.')],
  ])('%s', (_name, change) => {
    expect(breaksOf(change)).toEqual([]);
  });
});

describe('a break that is found', () => {
  const broken = ['health.get: was removed'];

  it('is a complaint until somebody says why', () => {
    expect(judge(broken, [])).toEqual([expect.stringContaining('health.get: was removed')]);
    expect(judge(broken, [{ break: broken[0]!, reason: ' ' }])).toEqual([expect.stringContaining('does not say why')]);
    expect(judge(broken, [{ break: broken[0]!, reason: 'Nobody asked for it.' }])).toEqual([]);
  });

  it('and is none any more is not kept', () => {
    expect(judge([], [{ break: broken[0]!, reason: 'Nobody asked.' }])).toEqual([expect.stringContaining('is none')]);
  });
});

it('what is kept of a release is enough for the comparison, and has no texts', () => {
  const kept = comparedPart({ ...document(), info: { title: 'Sample' } });
  expect(kept.info).toBeUndefined();
  expect(breakingChanges(kept, document())).toEqual([]);
  expect(comparedPart({ properties: { description: { type: 'string', description: 'A text.' } } })).toEqual({
    properties: { description: { type: 'string' } },
  });
});

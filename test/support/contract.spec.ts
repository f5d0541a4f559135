import { type Answer, Contract } from './contract.mjs';

const contract = new Contract({
  paths: {
    '/api/v1/rooms/{id}': {
      get: {
        responses: {
          '200': { content: { 'application/json': { schema: { $ref: '#/components/schemas/Room' } } } },
          '404': { content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
        },
      },
      delete: { responses: { '204': {}, '409': { $ref: '#/components/responses/Conflict' } } },
      put: { responses: { '204': {}, default: { $ref: '#/components/responses/Conflict' } } },
    },
    '/api/v1/rooms/mine': {
      get: {
        responses: {
          '200': {
            content: {
              'application/json': { schema: { type: 'array', items: { $ref: '#/components/schemas/Room' } } },
            },
          },
        },
      },
    },
    '/api/v1/rooms/{id}.ics': {
      get: { responses: { '200': { content: { 'text/calendar': { schema: { type: 'string' } } } } } },
    },
  },
  components: {
    responses: {
      Conflict: {
        content: {
          'application/problem+json': {
            schema: {
              oneOf: [{ $ref: '#/components/schemas/TakenProblem' }, { $ref: '#/components/schemas/InUseProblem' }],
            },
          },
        },
      },
    },
    schemas: {
      TakenProblem: {
        allOf: [{ $ref: '#/components/schemas/Problem' }],
        required: ['code', 'by'],
        properties: { code: { const: 'taken' }, by: { type: 'string' } },
      },
      InUseProblem: {
        allOf: [{ $ref: '#/components/schemas/Problem' }],
        required: ['code'],
        properties: { code: { const: 'in_use' } },
      },
      Room: {
        allOf: [{ $ref: '#/components/schemas/Named' }],
        type: 'object',
        required: ['seats'],
        properties: {
          seats: { type: 'integer' },
          openedAt: { type: ['string', 'null'], format: 'date-time' },
          owner: { $ref: '#/components/schemas/Named' },
          settings: { type: 'object' },
        },
      },
      Named: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
      Problem: { type: 'object', required: ['code'], properties: { code: { type: 'string' } } },
    },
  },
});

const room = { name: 'Blue', seats: 12, openedAt: '2026-03-01T08:00:00Z', owner: { name: 'Ada' }, settings: { a: 1 } };

function check(answer: Partial<Answer>): () => void {
  return () =>
    contract.check({
      method: 'GET',
      path: '/api/v1/rooms/7',
      status: 200,
      contentType: 'application/json',
      body: room,
      ...answer,
    });
}

describe('Contract', () => {
  it.each<[string, Partial<Answer>]>([
    ['a documented body', {}],
    ['a documented error', { status: 404, contentType: 'application/problem+json', body: { code: 'not_found' } }],
    [
      'one of several errors that operations share',
      { method: 'DELETE', status: 409, contentType: 'application/problem+json', body: { code: 'taken', by: 'Ada' } },
    ],
    [
      'an error of the answer to whatever else may happen',
      { method: 'PUT', status: 503, contentType: 'application/problem+json', body: { code: 'taken', by: 'Ada' } },
    ],
    ['a documented answer without content', { method: 'DELETE', status: 204, contentType: '', body: '' }],
    ['text of a documented type', { path: '/api/v1/rooms/7.ics', contentType: 'text/calendar', body: 'BEGIN' }],
    ['the fixed path before the parameter', { path: '/api/v1/rooms/mine', body: [room] }],
    [
      'a problem for an unknown path',
      { path: '/api/v1/nowhere', status: 404, contentType: 'application/problem+json', body: { code: 'not_found' } },
    ],
  ])('accepts %s', (_name, answer) => {
    expect(check(answer)).not.toThrow();
  });

  it.each<[string, Partial<Answer>, string]>([
    ['an unknown operation', { method: 'POST' }, 'the operation is not documented'],
    ['an undocumented status', { status: 403 }, 'only 200, 404 are documented'],
    ['another content type', { contentType: 'text/html', body: '<p>' }, 'application/json is documented'],
    ['content where none is documented', { method: 'DELETE', status: 204 }, 'no content is documented'],
    [
      'an error that is none of those documented',
      { method: 'DELETE', status: 409, contentType: 'application/problem+json', body: { code: 'locked' } },
      'body/code must be equal to constant',
    ],
    [
      'an error that may not happen whatever else may',
      { method: 'PUT', status: 503, contentType: 'application/problem+json', body: { code: 'locked' } },
      'body/code must be equal to constant',
    ],
    ['another success than that', { method: 'PUT', status: 200 }, 'application/problem+json is documented'],
    [
      'a member of another error',
      { method: 'DELETE', status: 409, contentType: 'application/problem+json', body: { code: 'in_use', by: 'Ada' } },
      'unevaluated properties',
    ],
    ['a missing member', { body: { ...room, seats: undefined } }, "must have required property 'seats'"],
    ['a member of another type', { body: { ...room, seats: 'many' } }, 'body/seats must be integer'],
    ['a malformed time', { body: { ...room, openedAt: 'soon' } }, 'body/openedAt must match format "date-time"'],
    ['a member that is not documented', { body: { ...room, passwordHash: 'x' } }, 'unevaluated properties'],
    ['such a member further in', { body: { ...room, owner: { name: 'Ada', hash: 'x' } } }, 'unevaluated properties'],
    ['such a member in a list', { path: '/api/v1/rooms/mine', body: [{ ...room, hash: 'x' }] }, 'unevaluated'],
    ['an error page for an unknown path', { path: '/nowhere', status: 404, contentType: 'text/html' }, 'problem+json'],
  ])('refuses %s', (_name, answer, reason) => {
    expect(check(answer)).toThrow(reason);
  });
});

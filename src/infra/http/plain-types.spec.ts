import { tellPlainTypes } from './plain-types.js';

function told(properties: Record<string, object>): object {
  const schemas = { Sample: { type: 'object', properties } };
  tellPlainTypes(schemas);
  return schemas.Sample.properties;
}

describe('the types that the document tells', () => {
  it('are whole numbers, unless the example is none', () => {
    expect(
      told({
        seats: { type: 'number' },
        capacity: { type: ['number', 'null'], example: 3 },
        share: { type: 'number', example: 0.5 },
      }),
    ).toEqual({
      seats: { type: 'integer' },
      capacity: { type: ['integer', 'null'], example: 3 },
      share: { type: 'number', example: 0.5 },
    });
  });

  it('are UUIDs for what is called an id, unless its example or its schema says otherwise', () => {
    const id = '01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11';
    expect(
      told({
        id: { type: 'string', example: id },
        hostId: { type: ['string', 'null'] },
        jobId: { type: 'string', example: 'mail.send-1' },
        recurrenceId: { type: 'string', pattern: '^\\d{8}T\\d{6}$' },
        paid: { type: 'string' },
      }),
    ).toEqual({
      id: { type: 'string', format: 'uuid', example: id },
      hostId: { type: ['string', 'null'], format: 'uuid' },
      jobId: { type: 'string', example: 'mail.send-1' },
      recurrenceId: { type: 'string', pattern: '^\\d{8}T\\d{6}$' },
      paid: { type: 'string' },
    });
  });

  it('are told of objects within objects, and never of examples', () => {
    expect(
      told({ meta: { type: 'object', properties: { n: { type: 'number' } }, example: { properties: { id: 'x' } } } }),
    ).toEqual({
      meta: { type: 'object', properties: { n: { type: 'integer' } }, example: { properties: { id: 'x' } } },
    });
  });
});

import fc from 'fast-check';
import { CodedError } from './coded-error.js';
import { decodeCursor, encodeCursor } from './cursor.js';

describe('cursor', () => {
  it('comes back as it was made', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.array(fc.oneof(fc.string(), fc.integer(), fc.boolean()), { minLength: 1 }),
        (sort, values) => {
          expect(decodeCursor(encodeCursor({ sort, values }), sort, values.length)).toEqual(values);
        },
      ),
    );
  });

  it('is refused when it was made up', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => decodeCursor(text, '-createdAt', 2)).toThrow(CodedError);
      }),
    );
  });

  it('is refused for another order or another number of values', () => {
    const cursor = encodeCursor({ sort: 'name', values: ['a', 'b'] });
    expect(() => decodeCursor(cursor, '-name', 2)).toThrow(CodedError);
    expect(() => decodeCursor(cursor, 'name', 1)).toThrow(CodedError);
  });
});

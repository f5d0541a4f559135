import fc from 'fast-check';
import { UnexpectedAnswer } from './errors.js';
import { EventReader } from './event-stream.js';

const STREAM = [
  'retry: 2000\n\n',
  'id: 41\nevent: unread\ndata: {"unread":3}\n\n',
  ': still there\n\n',
  'data: first\r\ndata: second\r\n\r\n',
  'id\rdata:no blank\r\r',
  'event: nothing\n\n',
  'id: a\0b\nretry: -1\nretry: 1e3\nretry:\ndata: kept\n\n',
].join('');

const READ = [
  { retryMs: 2000 },
  { id: '41', event: 'unread', data: '{"unread":3}' },
  { comment: ' still there' },
  { id: '41', event: 'message', data: 'first\nsecond' },
  { id: '', event: 'message', data: 'no blank' },
  { id: '', event: 'message', data: 'kept' },
];

it('reads events wherever the stream is cut', () => {
  const places = fc.uniqueArray(fc.integer({ min: 1, max: STREAM.length - 1 }), { maxLength: 12 });
  fc.assert(
    fc.property(places, (cuts) => {
      const reader = new EventReader();
      const ends = [...cuts.sort((a, b) => a - b), STREAM.length];
      const read = ends.flatMap((end, index) => reader.read(STREAM.slice(ends[index - 1] ?? 0, end)));
      expect(read).toEqual(READ);
    }),
  );
});

it('keeps what is not complete', () => {
  const reader = new EventReader();
  expect(reader.read('data: half')).toEqual([]);
  expect(reader.read(' of it\n')).toEqual([]);
  expect(reader.read('\n')).toEqual([{ id: undefined, event: 'message', data: 'half of it' }]);
});

it('does not wait for what follows a carriage return', () => {
  const reader = new EventReader();
  expect(reader.read('data: first\r\r')).toEqual([{ id: undefined, event: 'message', data: 'first' }]);
  expect(reader.read('\ndata: second\r')).toEqual([]);
  expect(reader.read('')).toEqual([]);
  expect(reader.read('\n\r')).toEqual([{ id: undefined, event: 'message', data: 'second' }]);
});

it('reads a long line as fast as many short ones', () => {
  const length = 2 ** 17;
  const duration = (character: (index: number) => string): number => {
    const reader = new EventReader();
    const begin = performance.now();
    for (let index = 0; index < length; index += 1) reader.read(character(index));
    reader.read('\n');
    return performance.now() - begin;
  };
  const short = duration((index) => (index % 100 === 0 ? '\n' : 'x'));
  expect(duration(() => 'x')).toBeLessThan(short * 20);
});

describe('an event that has no end', () => {
  const MIB = 2 ** 20;

  it.each([
    ['one line', (reader: EventReader) => reader.read('x'.repeat(1000))],
    ['many lines', (reader: EventReader) => reader.read(`data: ${'x'.repeat(1000)}\n`)],
    ['many empty lines', (reader: EventReader) => reader.read('data\n'.repeat(1000))],
  ])('is given up: %s', (_name, more) => {
    const reader = new EventReader();
    let pieces = 0;
    expect(() => {
      for (; pieces < 2000; pieces += 1) more(reader);
    }).toThrow(UnexpectedAnswer);
    expect(pieces).toBeGreaterThan(1000);
    expect(pieces).toBeLessThan(1100);
  });

  it('is given up when it comes at once as well, and others are not for their number', () => {
    const half = 'x'.repeat(MIB / 2);
    expect(() => new EventReader().read(`data: ${half}\ndata: ${half}\n\n`)).toThrow(UnexpectedAnswer);
    const reader = new EventReader();
    for (let count = 0; count < 4; count += 1) {
      expect(reader.read(`data: ${half}\n\n`)).toEqual([{ id: undefined, event: 'message', data: half }]);
      expect(reader.read(`:${half}\n`)).toEqual([{ comment: half }]);
    }
  });
});

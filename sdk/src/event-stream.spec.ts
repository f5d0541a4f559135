import fc from 'fast-check';
import { EventReader } from './event-stream.js';

const STREAM = [
  'retry: 2000\n\n',
  'id: 41\nevent: unread\ndata: {"unread":3}\n\n',
  ': still there\n\n',
  'data: first\r\ndata: second\r\n\r\n',
  'id\rdata:no blank\r\r',
  'event: nothing\n\n',
].join('');

const READ = [
  { retryMs: 2000 },
  { id: '41', event: 'unread', data: '{"unread":3}' },
  { comment: ' still there' },
  { id: '41', event: 'message', data: 'first\nsecond' },
  { id: '', event: 'message', data: 'no blank' },
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

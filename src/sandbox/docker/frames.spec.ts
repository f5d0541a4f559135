import { Frames } from './frames.js';

const frame = (stream: number, text: string) => {
  const header = Buffer.alloc(8);
  header.writeUInt8(stream, 0);
  header.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([header, Buffer.from(text)]);
};

describe('the streams of a container', () => {
  const all = Buffer.concat([
    frame(1, 'one'),
    frame(2, '\u0001\0\0\0\0\0\0\u0005error'),
    frame(1, ''),
    frame(0, 'stdin'),
    frame(1, ' two'),
  ]);

  it.each([1, 2, 3, 7, 8, 9, 1_000])('are taken apart in pieces of %i bytes', (size) => {
    const heard = { stdout: '', stderr: '' };
    const frames = new Frames((stream, bytes) => (heard[stream] += bytes.toString()));
    for (let at = 0; at < all.length; at += size) frames.take(all.subarray(at, at + size));
    expect(heard).toEqual({ stdout: 'one two', stderr: '\u0001\0\0\0\0\0\0\u0005error' });
  });
});

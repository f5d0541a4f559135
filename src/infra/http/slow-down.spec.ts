import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { SlowDown } from './slow-down.js';

const LONGEST_MS = 40;

const response = () => new EventEmitter() as unknown as ServerResponse;

describe('the pause before a refusal', () => {
  it('grows with the share of the limit that is used up', async () => {
    const slowDown = new SlowDown(LONGEST_MS);
    const ended: number[] = [];
    await Promise.all(
      [1, 0.9, 0.8].map(async (share) => {
        await slowDown.pause(share, response());
        ended.push(share);
      }),
    );
    expect(ended).toEqual([0.8, 0.9, 1]);
  });

  it.each([
    ['while enough is left', new SlowDown(60_000), 0.8],
    ['when it is switched off', new SlowDown(0), 1],
  ])('does not happen %s', (_case, slowDown, share) => slowDown.pause(share, response()));

  it('ends when the client goes away', async () => {
    const [slowDown, left] = [new SlowDown(60_000), response()];
    const pausing = slowDown.pause(1, left);
    left.emit('close');
    await pausing;
    expect(left.listenerCount('close')).toBe(0);
  });

  it('holds a bounded number of requests, and lets the others go on', async () => {
    const slowDown = new SlowDown(60_000);
    const held = Array.from({ length: 200 }, response);
    const pauses = held.map((one) => slowDown.pause(1, one));
    await slowDown.pause(1, response());
    for (const one of held) one.emit('close');
    await Promise.all(pauses);
  });
});

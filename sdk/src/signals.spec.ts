import { getEventListeners } from 'node:events';
import { after, onAbort, unlessAborted } from './signals.js';

describe('a signal', () => {
  it('has one listener, however many calls share it', async () => {
    const controller = new AbortController();
    const ended: number[] = [];
    const letGo = Array.from({ length: 50 }, (_, index) => onAbort(controller.signal, () => ended.push(index)));
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(1);
    for (const one of letGo.slice(2)) one();
    controller.abort();
    expect(ended).toEqual([0, 1]);
  });

  it('that was aborted before acts at once', () => {
    let ended = 0;
    onAbort(AbortSignal.abort(), () => (ended += 1));
    expect(ended).toBe(1);
  });

  it('ends the wait for what never comes, with its reason', async () => {
    const controller = new AbortController();
    const waiting = unlessAborted(controller.signal, new Promise(() => undefined));
    controller.abort('Enough.');
    await expect(waiting).rejects.toBe('Enough.');
    await expect(unlessAborted(controller.signal, new Promise(() => undefined))).rejects.toBe('Enough.');
  });

  it('lets go of what came', async () => {
    const { signal } = new AbortController();
    await expect(unlessAborted(signal, Promise.resolve(1))).resolves.toBe(1);
    await expect(unlessAborted(undefined, Promise.resolve(2))).resolves.toBe(2);
  });
});

describe('a timer', () => {
  it('longer than timers can be never ends', async () => {
    let ended = 0;
    const stop = after(2 ** 31, () => (ended += 1));
    await new Promise<void>((resolve) => after(5, resolve));
    stop();
    expect(ended).toBe(0);
  });
});

import { text } from 'node:stream/consumers';
import type { TypedInput } from '../kernel/run-queue.js';
import { TypedInputStream } from './typed-input.js';

/** An input, with what waits for it. */
function input(begin = '') {
  const waiting: TypedInput[] = [];
  const failures: unknown[] = [];
  const made = new TypedInputStream(
    begin,
    () => Promise.resolve(waiting.splice(0)),
    (error) => failures.push(error),
  );
  const type = (typed: Partial<TypedInput>) => {
    waiting.push({ text: '', end: false, ...typed });
    made.look();
  };
  return { made, type, failures };
}

describe('what is typed for a program', () => {
  it('comes in order, after what the run began with, and nothing comes after its end', async () => {
    const { made, type } = input('begun ');
    type({ text: 'one ' });
    type({ text: 'two ' });
    type({ text: 'last', end: true });
    type({ text: 'late' });
    expect(await text(made.stream)).toBe('begun one two last');
  });

  it('is nothing to a program that has ended, and no failure', async () => {
    const { made, type, failures } = input();
    made.close();
    type({ text: 'late' });
    await new Promise(setImmediate);
    expect([made.stream.destroyed, failures]).toEqual([true, []]);
  });
});

import type { RunOutput } from '../kernel/run-queue.js';
import type { OutputStream } from '../kernel/run-result.js';
import { OutputRelay } from './output-relay.js';

/** A relay, with what it told, turn by turn. */
function relay(tell?: (outputs: readonly RunOutput[]) => Promise<void>) {
  const turns: (readonly RunOutput[])[] = [];
  const failures: unknown[] = [];
  const made = new OutputRelay(
    'one',
    async (outputs) => {
      turns.push(outputs);
      await tell?.(outputs);
    },
    (error) => failures.push(error),
  );
  const print = (stream: OutputStream, text: string) => made.take({ stage: 'run', stream, text });
  const heard = (stream: OutputStream) => turns.flat().filter((output) => output.stream === stream);
  return { made, turns, failures, print, heard };
}

describe('what a program prints while it runs', () => {
  it('is told in order, the first piece at once, and where each piece belongs', async () => {
    const { made, turns, print } = relay();
    print('stdout', 'Name? ');
    await Promise.resolve();
    expect(turns).toEqual([[{ executionId: 'one', stage: 'run', stream: 'stdout', offset: 0, text: 'Name? ' }]]);
    print('stdout', 'é😀');
    print('stderr', 'oh');
    print('stdout', 'x');
    made.take({ stage: 'compile', stream: 'stdout', text: 'y' });
    await made.end();
    expect(turns.slice(1).flat()).toMatchObject([
      { stage: 'run', stream: 'stdout', offset: 6, text: 'é😀' },
      { stage: 'run', stream: 'stderr', offset: 0, text: 'oh' },
      { stage: 'run', stream: 'stdout', offset: 9, text: 'x' },
      { stage: 'compile', stream: 'stdout', offset: 0, text: 'y' },
    ]);
  });

  it('is told in few pieces when it is a flood, also when whoever is told is slow, and nothing of it is missing', async () => {
    let answer: () => void = () => undefined;
    const { made, turns, print, heard } = relay(() => new Promise((resolve) => (answer = resolve)));
    print('stdout', '0');
    await Promise.resolve();
    for (let index = 1; index < 20_000; index += 1) print(index % 2 === 0 ? 'stdout' : 'stderr', String(index % 10));
    const ending = made.end();
    answer();
    while (turns.length < 2) await Promise.resolve();
    answer();
    await ending;
    expect(turns.map(({ length }) => length)).toEqual([1, 4]);
    for (const stream of ['stdout', 'stderr'] as const) {
      const pieces = heard(stream);
      expect(pieces.map(({ text }) => text).join('')).toHaveLength(10_000);
      let before = 0;
      for (const { offset, text } of pieces) {
        expect(offset).toBe(before);
        before += text.length;
      }
    }
  });

  it('goes on after what could not be told', async () => {
    const { made, failures, print, heard } = relay(() => Promise.reject(new Error('away')));
    print('stdout', 'a');
    await Promise.resolve();
    print('stdout', 'b');
    await made.end();
    expect([failures.length, heard('stdout').map(({ offset }) => offset)]).toEqual([2, [0, 1]]);
  });
});

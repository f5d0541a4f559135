import { gatherable, Gathering, isGathering, withoutGathering } from './gathering.js';

/** Doubles numbers; refuses statements with a negative one. */
function doubling() {
  const statements: number[][] = [];
  const run = (keys: readonly number[]) => {
    statements.push([...keys]);
    const doubled = keys.map((key) => key * 2);
    return keys.some((key) => key < 0) ? Promise.reject(new RangeError('negative')) : Promise.resolve(doubled);
  };
  const double = gatherable<number, number>({ one: async (key) => (await run([key]))[0] ?? NaN, many: run });
  return { double, statements };
}

const all = (gathering: Gathering, keys: readonly number[], ask: (key: number) => Promise<number>) =>
  Promise.allSettled(keys.map((key) => gathering.run(() => ask(key))));

const fail = (error: unknown) => {
  throw error;
};

describe('statements that are gathered', () => {
  it('are one for all that ask at the same time, and everybody gets their own answer', async () => {
    const { double, statements } = doubling();
    const answers = await all(new Gathering(), [3, 1, 3], double);
    expect(answers.map((answer) => answer.status === 'fulfilled' && answer.value)).toEqual([6, 2, 6]);
    expect(statements).toEqual([[3, 1, 3]]);
  });

  it('are another one for those that ask later', async () => {
    const { double, statements } = doubling();
    const answers = await all(new Gathering(), [1, 2], async (key) => double(await double(key)));
    expect(answers.map((answer) => answer.status === 'fulfilled' && answer.value)).toEqual([4, 8]);
    expect(statements).toEqual([
      [1, 2],
      [2, 4],
    ]);
  });

  it('are one each where nobody else works at the same time', async () => {
    const { double, statements } = doubling();
    expect(await Promise.all([double(1), double(2)])).toEqual([2, 4]);
    expect(statements).toEqual([[1], [2]]);
  });

  it('are one each in two gatherings', async () => {
    const { double, statements } = doubling();
    await Promise.all([new Gathering().run(() => double(1)), new Gathering().run(() => double(2))]);
    expect(statements).toEqual([[1], [2]]);
  });

  it('are not gathered by work that leaves the others', async () => {
    const { double, statements } = doubling();
    await all(new Gathering(fail), [1, 2], (key) => withoutGathering(() => double(key)));
    expect(statements).toEqual([[1], [2]]);
    expect(await new Gathering(fail).run(() => withoutGathering(() => Promise.resolve(isGathering())))).toBe(false);
  });

  it('fail for all in a transaction, which is lost for all', async () => {
    const { double, statements } = doubling();
    const answers = await all(new Gathering(), [1, -1], double);
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(statements).toEqual([[1, -1]]);
  });

  it('fail outside of transactions only for whom they fail alone, and are reported', async () => {
    const { double, statements } = doubling();
    const reported: unknown[] = [];
    const answers = await all(new Gathering((error) => reported.push(error)), [1, -1, 2], double);
    expect(reported).toEqual([new RangeError('negative')]);
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(statements).toEqual([[1, -1, 2], [1], [-1], [2]]);
  });
});

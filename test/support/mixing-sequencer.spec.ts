import { mixed } from '../setup/mixing-sequencer.mjs';

const isWaiting = (name: string) => name.startsWith('waits');

it('takes every file once, in its order, however many of them wait', () => {
  for (let files = 1; files <= 60; files += 1) {
    for (let waiting = 0; waiting <= files; waiting += 1) {
      const sorted = Array.from({ length: files }, (_, index) =>
        index < waiting ? `waits ${index}` : `works ${index}`,
      );
      const taken = mixed(sorted, isWaiting);
      expect([taken.filter(isWaiting), taken.filter((name) => !isWaiting(name))]).toEqual([
        sorted.slice(0, waiting),
        sorted.slice(waiting),
      ]);
    }
  }
});

it('takes those that wait and those that work in turn', () => {
  expect(mixed(['waits 0', 'waits 1', 'works 0', 'works 1'], isWaiting)).toEqual([
    'works 0',
    'waits 0',
    'works 1',
    'waits 1',
  ]);
});

import * as Y from 'yjs';
import { History, type Step } from './history.ts';

function written(): Step[] {
  const doc = new Y.Doc();
  const steps: Step[] = [];
  doc.on('update', (update: Uint8Array) => {
    const at = new Date(Date.UTC(2027, 0, 5, 14, 0, 0, 0) + steps.length ** 3 * 100).toISOString();
    steps.push({ seq: 2 * steps.length, at, authorIds: ['ada'], update: btoa(String.fromCharCode(...update)) });
  });
  doc.transact(() => {
    doc.getMap('files').set('main', { path: 'main.py' });
    doc.getText('text:main').insert(0, 'one');
  });
  doc.getText('text:main').insert(3, ' two');
  doc.getText('text:main').delete(0, 4);
  doc.getMap('files').set('main', { path: 'src/main.py' });
  return steps;
}

it('is shown as it was after each update, forwards and backwards, as far as it is loaded', () => {
  const history = new History();
  const steps = written();
  history.add(steps.slice(0, 2));
  const shown = (count: number) => history.filesAfter(count).map(({ path, content }) => `${path}: ${content}`);
  expect([shown(2), shown(1), shown(0)]).toEqual([['main.py: one two'], ['main.py: one'], []]);
  history.add(steps.slice(2));
  expect([shown(3), shown(4), shown(2)]).toEqual([['main.py: two'], ['src/main.py: two'], ['main.py: one two']]);
  expect([history.length, history.lastOf(0), history.lastOf(4)?.seq]).toEqual([4, undefined, 6]);
});

it('is played at a speed, and waits for nobody for long', () => {
  const history = new History();
  history.add(written());
  expect([1, 2, 3].map((count) => history.pauseAfter(count, 1))).toEqual([100, 700, 1_000]);
  expect([1, 2, 3].map((count) => history.pauseAfter(count, 8))).toEqual([40, 87.5, 237.5]);
  expect(history.pauseAfter(4, 1)).toBe(40);
});

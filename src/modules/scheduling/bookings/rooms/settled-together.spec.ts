import { settledTogether } from './settled-together.js';

it('one message of many for each room, or person, has the room settled', () => {
  const facts = [{ room: 'a' }, { room: 'b' }, { room: 'a' }];
  expect(settledTogether(facts)).toEqual([
    { room: 'a', roomFollows: true },
    { room: 'b', roomFollows: true },
    facts[2],
  ]);
  expect(settledTogether(facts, ({ room }) => room)).toEqual([{ room: 'a', roomFollows: true }, facts[1], facts[2]]);
});

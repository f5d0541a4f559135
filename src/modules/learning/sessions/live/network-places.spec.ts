import { NetworkPlaces } from './network-places.js';

it('places are so many in all and of each network, so that nobody has all of them', () => {
  const places = new NetworkPlaces(3, 2);
  expect(['a', 'a', 'a', 'b', 'b', 'c'].map((network) => places.take(network))).toEqual([
    ...[true, true, false, true, false, false],
  ]);
  places.leave('a');
  places.leave('a');
  expect(['b', 'c', 'a'].map((network) => places.take(network))).toEqual([true, true, false]);
});

import { inTurn } from './host-order.js';

const rank = (userId: string, weight = 1, priority = 0) => ({ userId, weight, priority });
const seat = { seatingId: null, seatsLeft: 1 };
const free = (...ids: string[]) => ids.map((hostId) => ({ hostId, standsInFor: null, ...seat }));
const order = (...args: Parameters<typeof inTurn>) => inTurn(...args).map(({ hostId }) => hostId);

describe('the order in which hosts are asked', () => {
  it('begins with whoever has least', () => {
    const bookings = new Map([
      ['a', 2],
      ['b', 1],
    ]);
    expect(order(free('a', 'b', 'c'), [rank('a'), rank('b'), rank('c')], bookings)).toEqual(['c', 'b', 'a']);
  });

  it('gives twice the weight twice the bookings', () => {
    const ranks = [rank('a', 1), rank('b', 2)];
    const bookings = new Map<string, number>();
    for (let count = 0; count < 30; count += 1) {
      const [first = ''] = order(free('a', 'b'), ranks, bookings);
      bookings.set(first, (bookings.get(first) ?? 0) + 1);
    }
    expect(Object.fromEntries(bookings)).toEqual({ a: 10, b: 20 });
  });

  it('asks a higher priority first, however much they have', () => {
    expect(order(free('a', 'b'), [rank('a', 1, 0), rank('b', 1, 5)], new Map([['b', 99]]))).toEqual(['b', 'a']);
  });

  it('gives a stand-in the rank of the one who is away', () => {
    const hosts = [
      { hostId: 'a', standsInFor: null, ...seat },
      { hostId: 'z', standsInFor: 'b', ...seat },
    ];
    expect(order(hosts, [rank('a'), rank('b', 1, 1)], new Map())).toEqual(['z', 'a']);
  });
});

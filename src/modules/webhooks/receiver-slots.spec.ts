import { ReceiverSlots } from './receiver-slots.js';

describe('the slots of receivers', () => {
  it('are a quarter of all for each, and at least one', () => {
    expect([new ReceiverSlots(20).limit, new ReceiverSlots(3).limit]).toEqual([5, 1]);
  });

  it('are taken and given back by each receiver for itself', () => {
    const slots = new ReceiverSlots(8);
    expect([slots.take('a'), slots.take('a'), slots.take('a'), slots.take('b')]).toEqual([true, true, false, true]);
    slots.giveBack('a', 10);
    expect([slots.take('a'), slots.take('a')]).toEqual([true, false]);
  });

  it('tell how long those that wait will take, by the last attempt', () => {
    const slots = new ReceiverSlots(8);
    slots.take('a');
    slots.take('a');
    expect(slots.timeFor('a', 10)).toBe(5_000);
    slots.giveBack('a', 200);
    expect(slots.timeFor('a', 10)).toBe(1_000);
  });
});

import { ReceiverSlots, type Slot } from './receiver-slots.js';

const to = (owner: string, host = `${owner}.example`) => ({ owner, host });

function takeAll(slots: ReceiverSlots, ...args: Parameters<typeof to>): Slot[] {
  const taken: Slot[] = [];
  for (let slot = slots.take(to(...args)); slot; slot = slots.take(to(...args))) taken.push(slot);
  return taken;
}

describe('the slots of receivers', () => {
  it('are a quarter of all for each owner, whatever hosts it has, and at least one', () => {
    const slots = new ReceiverSlots(20);
    const taken = ['a', 'b', 'c', 'd', 'e', 'f'].map((host) => slots.take(to('mallory', host)));
    expect(taken.filter(Boolean)).toHaveLength(5);
    expect(slots.take(to('ada'))).not.toBeNull();
    expect(takeAll(new ReceiverSlots(3), 'ada')).toHaveLength(1);
  });

  it('are half of all for each host, whoever the owners are', () => {
    const slots = new ReceiverSlots(20);
    const taken = ['a', 'b', 'c', 'd'].flatMap((owner) => takeAll(slots, owner, 'shared.example'));
    expect(taken).toHaveLength(10);
    expect(slots.take(to('ada', 'other.example'))).not.toBeNull();
  });

  it('are half of all for all who were slow the last time, until they are not', () => {
    const slots = new ReceiverSlots(20);
    const owners = ['a', 'b', 'c', 'd'];
    for (const owner of owners) slots.giveBack(slots.take(to(owner))!, 15_000);
    const taken = owners.flatMap((owner) => takeAll(slots, owner));
    expect(taken).toHaveLength(10);
    expect(takeAll(slots, 'ada')).toHaveLength(5);
    for (const slot of taken) slots.giveBack(slot, 20);
    expect(owners.flatMap((owner) => takeAll(slots, owner)).length).toBeGreaterThan(10);
  });

  it('are given back', () => {
    const slots = new ReceiverSlots(8);
    const [first] = takeAll(slots, 'a');
    slots.giveBack(first!, 10);
    expect(takeAll(slots, 'a')).toHaveLength(1);
  });

  it('tell how long those that wait will take, by the last attempt', () => {
    const slots = new ReceiverSlots(8);
    expect(slots.timeFor(to('a'), 10)).toBe(5_000);
    slots.giveBack(slots.take(to('a'))!, 200);
    expect(slots.timeFor(to('a'), 10)).toBe(1_000);
  });
});

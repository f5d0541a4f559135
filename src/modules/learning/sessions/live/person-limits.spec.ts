import { ENTRIES, FRAMES, GIVEN, MESSAGES, OF_GUESTS, ROOM_WRITTEN, WORK, WRITTEN } from './live-limits.js';
import { PeopleLimits } from './person-limits.js';

describe('limits of a person', () => {
  const nobody = new Set<string>();
  const times = (count: number, may: () => boolean) => Array.from({ length: count }, may).filter(Boolean).length;

  it('are the same for each connection, and outlast all of them', () => {
    const people = new PeopleLimits();
    expect(times(MESSAGES.burst, () => people.of('ada').maySay())).toBe(MESSAGES.burst);
    people.tidy(nobody);
    expect([people.of('ada').maySay(), people.of('charles').maySay()]).toEqual([false, true]);
    expect(times(2 * FRAMES.burst, () => people.of('charles').maySend())).toBeLessThan(FRAMES.burst + 60);
    expect([people.of('ada').didWork(900), people.of('ada').didWork(900)]).toEqual([true, false]);
  });

  it('have an end for bytes that are kept, whatever is deleted again', () => {
    const ada = new PeopleLimits().of('ada');
    for (let written = 0; written <= WRITTEN.burst; written += 1_000_000) {
      expect(ada.mayWrite()).toBe(true);
      ada.wrote(1_000_000);
    }
    expect(ada.mayWrite()).toBe(false);
  });

  it('of guests count for whoever made their links as well, and what is written for the room, whoever writes', () => {
    const people = new PeopleLimits();
    const guests = Array.from({ length: 10 }, (_, index) => people.ofGuest(`guest ${index}`, 'ada'));
    for (const guest of guests) {
      expect(guest.mayWrite()).toBe(true);
      guest.wrote(WRITTEN.burst / 10 + 10_000);
    }
    expect([...guests, people.ofGuest('new', 'ada')].map((guest) => guest.mayWrite())).not.toContain(true);
    expect([people.of('ada'), people.ofGuest('other', 'charles')].map((one) => one.mayWrite())).toEqual([true, true]);
    people.tidy(nobody);
    expect(people.ofGuest('after', 'ada').mayWrite()).toBe(false);
    const frames = Array.from({ length: 10 * FRAMES.burst }, (_, index) => guests[index % 10]!.maySend());
    expect(frames.filter(Boolean).length).toBeLessThan(6 * FRAMES.burst);

    const [hostile, quiet] = [people.ofGuest('hostile', 'mary'), people.ofGuest('quiet', 'mary')];
    for (let asked = 0; asked < 10; asked += 1) hostile.didWork(WORK.burst);
    expect([hostile.didWork(1), quiet.didWork(WORK.burst / 2)]).toEqual([false, true]);

    const room = people.ofRoom('room');
    room.wrote(ROOM_WRITTEN.burst);
    expect([room.mayWrite(), room.writesIn]).toEqual([true, 0]);
    room.wrote(1_000_000);
    people.tidy(nobody);
    expect([people.ofRoom('room').mayWrite(), people.ofRoom('room').writesIn > 0]).toEqual([false, true]);
  });

  it('have an end for documents that are asked for again and again, of all guests of a host as well', () => {
    const people = new PeopleLimits();
    const [ada, guests] = [people.of('ada'), [people.ofGuest('one', 'ada'), people.ofGuest('two', 'ada')]];
    expect([ada.wasGiven(GIVEN.burst), ada.wasGiven(1_000_000)]).toEqual([true, false]);
    for (let given = 0; given < OF_GUESTS.given.burst; given += GIVEN.burst) guests[0]!.wasGiven(GIVEN.burst);
    expect([guests[1]!.wasGiven(GIVEN.burst), people.of('charles').wasGiven(1)]).toEqual([false, true]);
    people.tidy(nobody);
    expect(people.of('ada').wasGiven(1)).toBe(false);
  });

  it('have an end for how often somebody comes into a room, and let others come', () => {
    const people = new PeopleLimits();
    const enter = (who: string, room = 'room') => people.ofRoom(room).mayEnter(who);
    expect(times(2 * ENTRIES.burst, () => enter('ada'))).toBeLessThan(ENTRIES.burst + 5);
    people.tidy(nobody);
    expect([enter('ada'), enter('charles'), enter('ada', 'another')]).toEqual([false, true, true]);
  });

  it('are forgotten when they limit nothing', () => {
    const people = new PeopleLimits();
    const [ada, charles] = [people.of('ada'), people.of('charles')];
    charles.wrote(1_000);
    people.tidy(new Set(['ada']));
    expect(people.of('ada')).toBe(ada);
    people.tidy(nobody);
    expect([people.of('ada') === ada, people.of('charles') === charles]).toEqual([false, true]);
  });
});

import { Clock, MINUTE } from '../../kernel/clock.js';
import { ActiveUsers } from './active-users.js';
import { Metrics } from './metrics.js';

class SetClock extends Clock {
  time = Date.parse('2026-03-30T10:00:00Z');

  now(): Date {
    return new Date(this.time);
  }
}

describe('ActiveUsers', () => {
  let clock: SetClock;
  let metrics: Metrics;
  let users: ActiveUsers;

  beforeEach(() => {
    clock = new SetClock();
    metrics = new Metrics();
    users = new ActiveUsers(clock, metrics);
  });

  it('counts each person once', () => {
    for (const id of ['ada', 'bob', 'ada']) users.seen(id);
    expect(users.count()).toBe(2);
  });

  it('forgets who was not seen for five minutes, by the last time', () => {
    users.seen('ada');
    users.seen('bob');
    clock.time += 4 * MINUTE;
    users.seen('ada');
    clock.time += MINUTE;
    expect(users.count()).toBe(1);
    clock.time += 4 * MINUTE;
    expect(users.count()).toBe(0);
  });

  it('remembers a bounded number of people, the latest', () => {
    for (let n = 0; n < 100_010; n += 1) users.seen(`person ${n}`);
    expect(users.count()).toBe(100_000);
  });

  it('is a gauge', async () => {
    users.seen('ada');
    expect(await metrics.registry.metrics()).toMatch(/^active_users 1$/m);
  });
});

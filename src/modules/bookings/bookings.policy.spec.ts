import { type CodedError } from '../../kernel/coded-error.js';
import { assertCan, type BookingAction, can, participates, type Standing } from './bookings.policy.js';

const stranger: Standing = {
  isOrganizer: false,
  isAttendee: false,
  managesOrganization: false,
  platformRole: 'user',
};

const people: Readonly<Record<string, Standing>> = {
  organizer: { ...stranger, isOrganizer: true },
  attendee: { ...stranger, isAttendee: true },
  'organization admin': { ...stranger, managesOrganization: true },
  'organization admin who attends': { ...stranger, managesOrganization: true, isAttendee: true },
  'platform admin': { ...stranger, platformRole: 'admin' },
  'platform moderator': { ...stranger, platformRole: 'moderator' },
  stranger,
};

const table: Array<[who: string, may: BookingAction[]]> = [
  ['organizer', ['read', 'change', 'cancel']],
  ['attendee', ['read', 'respond']],
  ['organization admin', ['read', 'cancel']],
  ['organization admin who attends', ['read', 'cancel', 'respond']],
  ['platform admin', ['read', 'cancel']],
  ['platform moderator', []],
  ['stranger', []],
];

const ACTIONS: BookingAction[] = ['read', 'change', 'cancel', 'respond'];

describe('the policy of bookings', () => {
  it.each(table)('lets the %s do %j and nothing else', (who, may) => {
    expect(ACTIONS.filter((action) => can(people[who]!, action))).toEqual(may);
  });

  it('tells strangers that there is nothing, and others that they may not', () => {
    const codeOf = (who: string, action: BookingAction) => {
      try {
        assertCan(people[who]!, action);
      } catch (error) {
        return (error as CodedError).code;
      }
      return null;
    };
    expect(ACTIONS.map((action) => codeOf('stranger', action))).toEqual(Array(4).fill('not_found'));
    expect(codeOf('attendee', 'change')).toBe('forbidden');
    expect(codeOf('platform admin', 'change')).toBe('forbidden');
    expect(codeOf('organizer', 'change')).toBeNull();
  });

  it('shows addresses to those who take part', () => {
    const booking = { organizerId: 'grace', attendees: [{ userId: 'ada' }, { userId: null }] };
    expect(['grace', 'ada', 'eve'].map((userId) => participates(userId, booking))).toEqual([true, true, false]);
  });
});

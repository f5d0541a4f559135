import { type CodedError } from '../../../../kernel/coded-error.js';
import { assertCan, type BookingAction, can, participates, type Standing } from './booking.policy.js';

const stranger: Standing = {
  isOrganizer: false,
  isAttendee: false,
  isHost: false,
  isBooker: false,
  managesOrganization: false,
  managesResource: false,
  platformRole: 'user',
};

const people: Readonly<Record<string, Standing>> = {
  organizer: { ...stranger, isOrganizer: true },
  attendee: { ...stranger, isAttendee: true },
  'second host': { ...stranger, isAttendee: true, isHost: true },
  booker: { ...stranger, isAttendee: true, isBooker: true },
  'organization admin': { ...stranger, managesOrganization: true },
  'organization admin who attends': { ...stranger, managesOrganization: true, isAttendee: true },
  'manager of its room': { ...stranger, managesResource: true },
  'manager of its room who attends': { ...stranger, managesResource: true, isAttendee: true },
  'platform admin': { ...stranger, platformRole: 'admin' },
  'platform moderator': { ...stranger, platformRole: 'moderator' },
  stranger,
};

const table: Array<[who: string, may: BookingAction[]]> = [
  ['organizer', ['see', 'read', 'change', 'move', 'cancel', 'decide']],
  ['second host', ['see', 'read', 'change', 'move', 'cancel', 'respond', 'decide']],
  ['booker', ['see', 'read', 'move', 'cancel', 'respond']],
  ['attendee', ['see', 'read', 'respond']],
  ['organization admin', ['see', 'read', 'cancel', 'decide']],
  ['organization admin who attends', ['see', 'read', 'cancel', 'respond', 'decide']],
  ['manager of its room', ['see', 'cancel']],
  ['manager of its room who attends', ['see', 'read', 'cancel', 'respond']],
  ['platform admin', ['see', 'read', 'cancel', 'decide']],
  ['platform moderator', []],
  ['stranger', []],
];

const ACTIONS: BookingAction[] = ['see', 'read', 'change', 'move', 'cancel', 'respond', 'decide'];

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
    expect(ACTIONS.map((action) => codeOf('stranger', action))).toEqual(Array(7).fill('not_found'));
    expect(codeOf('attendee', 'change')).toBe('forbidden');
    expect(codeOf('platform admin', 'change')).toBe('forbidden');
    expect(codeOf('manager of its room', 'read')).toBe('forbidden');
    expect(codeOf('organizer', 'change')).toBeNull();
  });

  it('shows addresses to those who take part', () => {
    const role = 'attendee';
    const booking = {
      organizerId: 'grace',
      attendees: [{ userId: 'ada', role } as const, { userId: null, role } as const],
    };
    expect(['grace', 'ada', 'eve'].map((userId) => participates(userId, booking))).toEqual([true, true, false]);
  });
});

import { can, type EventTypeAction, manages, standingIn } from './event-types.policy.js';

const ACTIONS: EventTypeAction[] = ['read', 'change', 'archive', 'name other hosts', 'manage copies'];

const personal = { ownerId: 'ada', organizationId: null };
const shared = { ownerId: 'ada', organizationId: 'engines' };

const people = {
  'the owner of a personal type': standingIn(personal, 'ada', null),
  'a stranger to a personal type': standingIn(personal, 'mallory', null),
  'the owner of a type who leads its organization': standingIn(shared, 'ada', 'admin'),
  'the owner of a type who is a plain member': standingIn(shared, 'ada', 'member'),
  'the owner of a type who has left its organization': standingIn(shared, 'ada', null),
  'an admin of the organization': standingIn(shared, 'grace', 'admin'),
  'an owner of the organization': standingIn(shared, 'grace', 'owner'),
  'a plain member': standingIn(shared, 'grace', 'member'),
  'a stranger': standingIn(shared, 'mallory', null),
};

describe('the policy of event types', () => {
  it.each<[keyof typeof people, EventTypeAction[]]>([
    ['the owner of a personal type', ACTIONS],
    ['a stranger to a personal type', []],
    ['the owner of a type who leads its organization', ACTIONS],
    ['the owner of a type who is a plain member', ['read', 'change', 'archive']],
    ['the owner of a type who has left its organization', []],
    ['an admin of the organization', ACTIONS],
    ['an owner of the organization', ACTIONS],
    ['a plain member', ['read']],
    ['a stranger', []],
  ])('lets %s do %j', (who, may) => {
    expect(ACTIONS.filter((action) => can(people[who], action, false))).toEqual(may);
    expect(manages(people[who])).toBe(may.includes('change'));
  });

  it('keeps the owner of a managed copy from archiving it', () => {
    expect(can(people['the owner of a type who is a plain member'], 'archive', true)).toBe(false);
    expect(can(people['an admin of the organization'], 'archive', true)).toBe(true);
  });
});

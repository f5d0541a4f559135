import { type BookableAction, can, type Standing } from './availability.policy.js';

const nobody: Standing = { isSelf: false, isOwner: false, role: null, isColleague: false };
const ACTIONS: readonly BookableAction[] = ['see', 'read', 'plan', 'change'];

it.each<[string, Partial<Standing>, BookableAction[]]>([
  ['a stranger', {}, []],
  ['a colleague', { isColleague: true }, ['see']],
  ['a person, of themselves,', { isSelf: true }, ['see', 'read', 'plan']],
  ['a member, of a room of the organization,', { role: 'member' }, ['see', 'read']],
  ['an admin, of a room of the organization,', { role: 'admin' }, ['see', 'read', 'plan', 'change']],
  ['the owner of the organization, of its room,', { role: 'owner' }, ['see', 'read', 'plan', 'change']],
  ['the owner of a resource', { isOwner: true }, ['see', 'read', 'plan', 'change']],
])('%s may do what is theirs to do', (_who, standing, allowed) => {
  expect(ACTIONS.filter((action) => can({ ...nobody, ...standing }, action))).toEqual(allowed);
});

import { SESSION_ROLES, strongerOf } from './collaborator.rules.js';

it('of two roles in a room the stronger one is kept', () => {
  expect(SESSION_ROLES.map((role) => SESSION_ROLES.map((other) => strongerOf(role, other)))).toEqual([
    ['viewer', 'editor', 'admin'],
    ['editor', 'editor', 'admin'],
    ['admin', 'admin', 'admin'],
  ]);
});

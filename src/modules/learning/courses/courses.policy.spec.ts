import { managesCourses, ORGANIZATION_ROLES } from '../../people/organizations/organizations.api.js';
import { canInOffering, OFFERING_STANDINGS, type OfferingAction } from './courses.policy.js';

it('courses are managed by owners and admins, and by members who are their managers', () => {
  const managing = (isCourseManager: boolean) =>
    ORGANIZATION_ROLES.filter((role) => managesCourses({ role, isCourseManager }));
  expect([managing(false), managing(true)]).toEqual([['owner', 'admin'], [...ORGANIZATION_ROLES]]);
});

it.each<[OfferingAction, readonly string[]]>([
  ['see', ['manager', 'teacher', 'facilitator', 'student']],
  ['see people', ['manager', 'teacher', 'facilitator']],
  ['see addresses', ['manager', 'teacher']],
  ['see logs', ['manager', 'teacher', 'facilitator']],
  ['see drafts', ['manager', 'teacher']],
  ['write logs', ['manager', 'teacher', 'facilitator']],
  ['write all logs', ['manager']],
  ['judge logs', ['manager']],
  ['change', ['manager']],
])('an offering lets %s: %j', (action, standings) => {
  expect(OFFERING_STANDINGS.filter((standing) => canInOffering(standing, action))).toEqual(standings);
});

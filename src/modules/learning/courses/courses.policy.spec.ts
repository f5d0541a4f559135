import { ORGANIZATION_ROLES } from '../../people/organizations/organizations.api.js';
import { canInOffering, managesCourses, OFFERING_STANDINGS, type OfferingAction } from './courses.policy.js';

it('courses are managed by the owners and admins of their organization', () => {
  expect([...ORGANIZATION_ROLES, null].filter(managesCourses)).toEqual(['owner', 'admin']);
});

it.each<[OfferingAction, readonly string[]]>([
  ['see', ['manager', 'facilitator', 'student']],
  ['see people', ['manager', 'facilitator']],
  ['see logs', ['manager', 'facilitator']],
  ['write logs', ['manager', 'facilitator']],
  ['judge logs', ['manager']],
  ['change', ['manager']],
])('an offering lets %s: %j', (action, standings) => {
  expect(OFFERING_STANDINGS.filter((standing) => canInOffering(standing, action))).toEqual(standings);
});

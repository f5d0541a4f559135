import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readBookingSearch } from '../bookings/booking-search.ts';
import { readMemberSearch } from '../members/member-search.ts';
import { root } from '../root-route.ts';
import { activityRoutes } from './activity/routes.ts';
import { readAnalyticsSearch } from './analytics/analytics-search.ts';
import { readEmailsSearch } from './emails/emails-search.ts';
import { readJobsSearch, readUndoneSearch } from './jobs/jobs-search.ts';
import { readOrganizationsSearch } from './organizations/organizations-search.ts';
import { readPeopleSearch } from './people/people-search.ts';
import { publicRoomRoutes } from './rooms/routes.ts';
import { withTextsOf } from '../texts/language.ts';

const withTexts = <Pages>(load: () => Promise<Pages>) => withTextsOf('admin', load);

const overview = createRoute({
  getParentRoute: () => root,
  path: '/admin',
  component: lazyRouteComponent(
    withTexts(() => import('./overview/overview-page.tsx')),
    'OverviewPage',
  ),
});

const people = createRoute({
  getParentRoute: () => root,
  path: '/admin/people',
  validateSearch: readPeopleSearch,
  component: lazyRouteComponent(
    withTexts(() => import('./people/people-page.tsx')),
    'PeoplePage',
  ),
});

const bookings = createRoute({
  getParentRoute: () => root,
  path: '/admin/bookings',
  validateSearch: readBookingSearch,
  component: lazyRouteComponent(
    withTexts(() => import('./bookings/all-bookings-page.tsx')),
    'AllBookingsPage',
  ),
});

const newPerson = createRoute({
  getParentRoute: () => root,
  path: '/admin/people/new',
  component: lazyRouteComponent(
    withTexts(() => import('./people/new-person-page.tsx')),
    'NewPersonPage',
  ),
});

const person = createRoute({
  getParentRoute: () => root,
  path: '/admin/people/$id',
  component: lazyRouteComponent(
    withTexts(() => import('./people/person-page.tsx')),
    'PersonPage',
  ),
});

const jobs = createRoute({
  getParentRoute: () => root,
  path: '/admin/jobs',
  validateSearch: readUndoneSearch,
  component: lazyRouteComponent(
    withTexts(() => import('./jobs/jobs-page.tsx')),
    'JobsPage',
  ),
});

const queue = createRoute({
  getParentRoute: () => root,
  path: '/admin/jobs/$queue',
  validateSearch: readJobsSearch,
  component: lazyRouteComponent(
    withTexts(() => import('./jobs/queue-page.tsx')),
    'QueuePage',
  ),
});

const undone = createRoute({
  getParentRoute: () => root,
  path: '/admin/undone/$id',
  component: lazyRouteComponent(
    withTexts(() => import('./jobs/undone-page.tsx')),
    'UndonePage',
  ),
});

const emails = createRoute({
  getParentRoute: () => root,
  path: '/admin/emails',
  validateSearch: readEmailsSearch,
  component: lazyRouteComponent(
    withTexts(() => import('./emails/emails-page.tsx')),
    'EmailsPage',
  ),
});

const email = createRoute({
  getParentRoute: () => root,
  path: '/admin/emails/$id',
  component: lazyRouteComponent(
    withTexts(() => import('./emails/email-page.tsx')),
    'EmailPage',
  ),
});

const configuration = createRoute({
  getParentRoute: () => root,
  path: '/admin/configuration',
  component: lazyRouteComponent(
    withTexts(() => import('./configuration/configuration-page.tsx')),
    'ConfigurationPage',
  ),
});

const analytics = createRoute({
  getParentRoute: () => root,
  path: '/admin/analytics',
  validateSearch: readAnalyticsSearch,
  component: lazyRouteComponent(
    withTexts(() => import('./analytics/analytics-page.tsx')),
    'AnalyticsPage',
  ),
});

const organizations = createRoute({
  getParentRoute: () => root,
  path: '/admin/organizations',
  validateSearch: readOrganizationsSearch,
  component: lazyRouteComponent(
    withTexts(() => import('./organizations/organizations-page.tsx')),
    'OrganizationsPage',
  ),
});

const organization = createRoute({
  getParentRoute: () => root,
  path: '/admin/organizations/$id',
  validateSearch: readMemberSearch,
  component: lazyRouteComponent(
    withTexts(() => import('./organizations/organization-page.tsx')),
    'OrganizationPage',
  ),
});

/** Of administrators, whose pages others do not load. */
export const administrationRoutes = [
  overview,
  people,
  bookings,
  newPerson,
  person,
  jobs,
  queue,
  undone,
  emails,
  email,
  configuration,
  analytics,
  organizations,
  organization,
  ...activityRoutes,
  ...publicRoomRoutes,
] as const;

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readBookableSearch } from '../bookables/bookable-search.ts';
import { readBookingSearch } from '../bookings/booking-search.ts';
import { readTeamSearch } from '../event-types/team-search.ts';
import { readMemberSearch } from '../members/member-search.ts';
import { readReportSearch } from '../reports/report-search.ts';
import { root } from '../root-route.ts';
import { withTextsOf } from '../texts/language.ts';
import { readDeliverySearch, readWebhookSearch } from '../webhooks/webhook-search.ts';

const organizations = createRoute({
  getParentRoute: () => root,
  path: '/organizations',
  component: lazyRouteComponent(() => import('./organizations-page.tsx'), 'OrganizationsPage'),
});

const organization = createRoute({
  getParentRoute: () => root,
  path: '/organizations/$id',
  component: lazyRouteComponent(() => import('./organization-page.tsx'), 'OrganizationPage'),
});

const members = createRoute({
  getParentRoute: () => root,
  path: '/organizations/$id/members',
  validateSearch: readMemberSearch,
  component: lazyRouteComponent(() => import('../members/members-page.tsx'), 'MembersPage'),
});

const requests = createRoute({
  getParentRoute: () => root,
  path: '/organizations/$id/requests',
  component: lazyRouteComponent(
    withTextsOf('joining', () => import('../members/joining-page.tsx')),
    'JoiningPage',
  ),
});

const bookings = createRoute({
  getParentRoute: () => root,
  path: '/organizations/$id/bookings',
  validateSearch: readBookingSearch,
  component: lazyRouteComponent(() => import('./organization-bookings-page.tsx'), 'OrganizationBookingsPage'),
});

const bookables = createRoute({
  getParentRoute: () => root,
  path: '/organizations/$id/bookables',
  validateSearch: readBookableSearch,
  component: lazyRouteComponent(() => import('../bookables/bookables-page.tsx'), 'BookablesPage'),
});

const bookable = createRoute({
  getParentRoute: () => root,
  path: '/organizations/$id/bookables/$bookableId',
  component: lazyRouteComponent(
    withTextsOf('offer', () => import('../bookables/bookable-page.tsx')),
    'BookablePage',
  ),
});

const eventTypes = createRoute({
  getParentRoute: () => root,
  path: '/organizations/$id/event-types',
  validateSearch: readTeamSearch,
  component: lazyRouteComponent(() => import('../event-types/team-event-types-page.tsx'), 'TeamEventTypesPage'),
});

const newEventType = createRoute({
  getParentRoute: () => root,
  path: '/organizations/$id/event-types/new',
  component: lazyRouteComponent(() => import('../event-types/new-team-event-type-page.tsx'), 'NewTeamEventTypePage'),
});

const webhooks = createRoute({
  getParentRoute: () => root,
  path: '/organizations/$id/webhooks',
  validateSearch: readWebhookSearch,
  component: lazyRouteComponent(() => import('../webhooks/webhooks-page.tsx'), 'WebhooksPage'),
});

const webhook = createRoute({
  getParentRoute: () => root,
  path: '/organizations/$id/webhooks/$webhookId',
  validateSearch: readDeliverySearch,
  component: lazyRouteComponent(() => import('../webhooks/webhook-page.tsx'), 'WebhookPage'),
});

const delivery = createRoute({
  getParentRoute: () => root,
  path: '/organizations/$id/webhooks/$webhookId/deliveries/$deliveryId',
  component: lazyRouteComponent(() => import('../webhooks/delivery-page.tsx'), 'DeliveryPage'),
});

const serviceAccounts = createRoute({
  getParentRoute: () => root,
  path: '/organizations/$id/service-accounts',
  component: lazyRouteComponent(() => import('../keys/service-accounts-page.tsx'), 'ServiceAccountsPage'),
});

const reports = createRoute({
  getParentRoute: () => root,
  path: '/organizations/$id/reports',
  validateSearch: readReportSearch,
  component: lazyRouteComponent(() => import('../reports/reports-page.tsx'), 'ReportsPage'),
});

/** Of organizations, each with what it is made of, which the first page does without. */
export const organizationRoutes = [
  organizations,
  organization,
  members,
  requests,
  bookings,
  bookables,
  bookable,
  eventTypes,
  newEventType,
  webhooks,
  webhook,
  delivery,
  serviceAccounts,
  reports,
] as const;

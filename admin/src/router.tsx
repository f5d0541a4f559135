import { createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { administrationRoutes } from './administration/routes.ts';
import { BookingPage } from './bookings/booking-page.tsx';
import { readBookingSearch } from './bookings/booking-search.ts';
import { BookingsPage } from './bookings/bookings-page.tsx';
import { readCalendarSearch } from './calendar/calendar-search.ts';
import { courseRoutes } from './courses/routes.ts';
import { readEventTypeSearch } from './event-types/event-type-search.ts';
import { EventTypesPage } from './event-types/event-types-page.tsx';
import { keyRoutes } from './keys/routes.ts';
import { readNotificationSearch } from './notifications/notification-search.ts';
import { organizationRoutes } from './organizations/routes.ts';
import { root } from './root-route.ts';
import { FailedPage } from './shell/failed-page.tsx';
import { MissingPage } from './shell/missing-page.tsx';
import { roomRoutes } from './rooms/routes.ts';
import { signInRoutes } from './sign-in/routes.ts';
import { signUpRoutes } from './sign-up/routes.ts';
import { withTextsOf } from './texts/language.ts';
import { waitlistRoutes } from './waitlist/routes.ts';

const start = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    redirect({ to: '/bookings', replace: true, throw: true });
  },
});

const bookings = createRoute({
  getParentRoute: () => root,
  path: '/bookings',
  validateSearch: readBookingSearch,
  component: BookingsPage,
});

const booking = createRoute({ getParentRoute: () => root, path: '/bookings/$id', component: BookingPage });

const calendar = createRoute({
  getParentRoute: () => root,
  path: '/calendar',
  validateSearch: readCalendarSearch,
  // With its own scripts, which the first page does without.
  component: lazyRouteComponent(() => import('./calendar/calendar-page.tsx'), 'CalendarPage'),
});

const absences = createRoute({
  getParentRoute: () => root,
  path: '/absences',
  component: lazyRouteComponent(
    withTextsOf('offer', () => import('./absences/absences-page.tsx')),
    'AbsencesPage',
  ),
});

const schedules = createRoute({
  getParentRoute: () => root,
  path: '/schedules',
  component: lazyRouteComponent(() => import('./schedules/schedules-page.tsx'), 'SchedulesPage'),
});

const schedule = createRoute({
  getParentRoute: () => root,
  path: '/schedules/$id',
  component: lazyRouteComponent(
    withTextsOf('offer', () => import('./schedules/schedule-page.tsx')),
    'SchedulePage',
  ),
});

const eventTypes = createRoute({
  getParentRoute: () => root,
  path: '/event-types',
  validateSearch: readEventTypeSearch,
  component: EventTypesPage,
});

const newEventType = createRoute({
  getParentRoute: () => root,
  path: '/event-types/new',
  component: lazyRouteComponent(() => import('./event-types/new-event-type-page.tsx'), 'NewEventTypePage'),
});

const eventType = createRoute({
  getParentRoute: () => root,
  path: '/event-types/$id',
  component: lazyRouteComponent(
    withTextsOf('offer', () => import('./event-types/event-type-page.tsx')),
    'EventTypePage',
  ),
});

const calendars = createRoute({
  getParentRoute: () => root,
  path: '/calendars',
  component: lazyRouteComponent(
    withTextsOf('offer', () => import('./calendars/calendars-page.tsx')),
    'CalendarsPage',
  ),
});

const notifications = createRoute({
  getParentRoute: () => root,
  path: '/notifications',
  validateSearch: readNotificationSearch,
  component: lazyRouteComponent(() => import('./notifications/notifications-page.tsx'), 'NotificationsPage'),
});

const profile = createRoute({
  getParentRoute: () => root,
  path: '/profile',
  component: lazyRouteComponent(() => import('./profile/profile-page.tsx'), 'ProfilePage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    start,
    bookings,
    booking,
    calendar,
    absences,
    calendars,
    schedules,
    schedule,
    eventTypes,
    newEventType,
    eventType,
    notifications,
    profile,
    ...organizationRoutes,
    ...administrationRoutes,
    ...signInRoutes,
    ...signUpRoutes,
    ...waitlistRoutes,
    ...keyRoutes,
    ...roomRoutes,
    ...courseRoutes,
  ]),
  basepath: '/app',
  // What no page reads goes from the address as well.
  search: { strict: true },
  defaultErrorComponent: FailedPage,
  defaultNotFoundComponent: MissingPage,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

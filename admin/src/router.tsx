import { createRootRoute, createRoute, createRouter, redirect } from '@tanstack/react-router';
import { BookingPage } from './bookings/booking-page.tsx';
import { readBookingSearch } from './bookings/booking-search.ts';
import { BookingsPage } from './bookings/bookings-page.tsx';
import { FailedPage } from './shell/failed-page.tsx';
import { MissingPage } from './shell/missing-page.tsx';
import { Shell } from './shell/shell.tsx';

const root = createRootRoute({ component: Shell });

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

export const router = createRouter({
  routeTree: root.addChildren([start, bookings, booking]),
  basepath: '/app',
  defaultErrorComponent: FailedPage,
  defaultNotFoundComponent: MissingPage,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { root } from '../root-route.ts';
import { session } from '../session/session.ts';

/** Where somebody has signed up: for those who are signed in, what comes next. */
const signUp = createRoute({
  getParentRoute: () => root,
  path: '/sign-up',
  beforeLoad: () => {
    if (session.user?.emailVerified === true) redirect({ to: '/bookings', replace: true, throw: true });
  },
  component: lazyRouteComponent(() => import('./welcome-page.tsx'), 'WelcomePage'),
});

export const signUpRoutes = [signUp];

import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { root } from '../root-route.ts';
import { session } from '../session/session.ts';
import { only, typedOf } from '../shell/search-params.ts';
import { withTextsOf } from '../texts/language.ts';

interface JoinSearch {
  /** A code of an organization. */
  readonly join?: string;
}

function readJoinSearch({ join }: Readonly<Record<string, unknown>>): JoinSearch {
  return only('join', typedOf(join));
}

/** Where somebody has signed up: for those who are signed in, what comes next. */
const signUp = createRoute({
  getParentRoute: () => root,
  path: '/sign-up',
  validateSearch: readJoinSearch,
  beforeLoad: ({ search }) => {
    if (session.user?.emailVerified !== true) return;
    if (search.join !== undefined) redirect({ to: '/join', search, replace: true, throw: true });
    redirect({ to: '/bookings', replace: true, throw: true });
  },
  component: lazyRouteComponent(
    withTextsOf('joining', () => import('./welcome-page.tsx')),
    'WelcomePage',
  ),
});

/** Where somebody with an account asks an organization to be admitted. */
const join = createRoute({
  getParentRoute: () => root,
  path: '/join',
  validateSearch: readJoinSearch,
  component: lazyRouteComponent(
    withTextsOf('joining', () => import('./join-page.tsx')),
    'JoinPage',
  ),
});

export const signUpRoutes = [signUp, join];

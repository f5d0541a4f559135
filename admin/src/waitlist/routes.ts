import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from '../root-route.ts';
import { readWaitlistSearch } from './waitlist-search.ts';

const waitlist = createRoute({
  getParentRoute: () => root,
  path: '/waitlist',
  validateSearch: readWaitlistSearch,
  component: lazyRouteComponent(() => import('./waitlist-page.tsx'), 'WaitlistPage'),
});

export const waitlistRoutes = [waitlist] as const;

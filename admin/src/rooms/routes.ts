import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from '../root-route.ts';
import { readRoomSearch } from './room-search.ts';

const rooms = createRoute({
  getParentRoute: () => root,
  path: '/rooms',
  validateSearch: readRoomSearch,
  component: lazyRouteComponent(() => import('./rooms-page.tsx'), 'RoomsPage'),
});

export const roomRoutes = [rooms] as const;

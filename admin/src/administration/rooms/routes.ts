import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readPublicRoomSearch } from '../../rooms/room-search.ts';
import { root } from '../../root-route.ts';

const publicRooms = createRoute({
  getParentRoute: () => root,
  path: '/admin/rooms',
  validateSearch: readPublicRoomSearch,
  component: lazyRouteComponent(() => import('./public-rooms-page.tsx'), 'PublicRoomsPage'),
});

export const publicRoomRoutes = [publicRooms] as const;

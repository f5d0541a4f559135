import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readPublicRoomSearch } from '../../rooms/room-search.ts';
import { root } from '../../root-route.ts';
import { withTextsOf } from '../../texts/language.ts';

const withTexts = <Pages>(load: () => Promise<Pages>) => withTextsOf('admin', load);

const publicRooms = createRoute({
  getParentRoute: () => root,
  path: '/admin/rooms',
  validateSearch: readPublicRoomSearch,
  component: lazyRouteComponent(
    withTexts(() => import('./public-rooms-page.tsx')),
    'PublicRoomsPage',
  ),
});

export const publicRoomRoutes = [publicRooms] as const;

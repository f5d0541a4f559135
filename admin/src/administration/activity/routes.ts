import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from '../../root-route.ts';
import { readActivitySearch, readFiguresSearch } from './activity-search.ts';
import { withTextsOf } from '../../texts/language.ts';

const withTexts = <Pages>(load: () => Promise<Pages>) => withTextsOf('admin', load);

const activity = createRoute({
  getParentRoute: () => root,
  path: '/admin/activity',
  validateSearch: readActivitySearch,
  component: lazyRouteComponent(
    withTexts(() => import('./activity-page.tsx')),
    'ActivityPage',
  ),
});

const figures = createRoute({
  getParentRoute: () => root,
  path: '/admin/activity/figures',
  validateSearch: readFiguresSearch,
  component: lazyRouteComponent(
    withTexts(() => import('./activity-figures-page.tsx')),
    'ActivityFiguresPage',
  ),
});

const entry = createRoute({
  getParentRoute: () => root,
  path: '/admin/activity/$id',
  component: lazyRouteComponent(
    withTexts(() => import('./activity-entry-page.tsx')),
    'ActivityEntryPage',
  ),
});

/** Of the audit log. */
export const activityRoutes = [activity, figures, entry] as const;

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from '../root-route.ts';
import { withTextsOf } from '../texts/language.ts';
import { readBoardSearch } from './board/board-search.ts';
import { readImportsSearch, readRowsSearch } from './imports/import-search.ts';
import { readWeekSearch } from './logs/week-search.ts';
import { readOfferingSearch } from './offerings/offering-search.ts';
import { readPeopleSearch } from './people/people-search.ts';
import { readRegisterSearch } from './register/register-search.ts';
import { readSettingsSearch } from './settings/settings-search.ts';
import { readStructureSearch } from './structure/structure-search.ts';
import { readOwnTimetableSearch, readTimetableSearch } from './timetable/week-of-timetable.ts';

const withTexts = <Pages>(load: () => Promise<Pages>) => withTextsOf('courses', load);

// Both pages come together, so that whoever has opened one opens the other without a connection.
const logsPages = withTexts(() => import('./logs-pages.ts'));

const myWeek = createRoute({
  getParentRoute: () => root,
  path: '/logs',
  component: lazyRouteComponent(logsPages, 'MyWeekPage'),
});

const week = createRoute({
  getParentRoute: () => root,
  path: '/logs/$offeringId',
  validateSearch: readWeekSearch,
  component: lazyRouteComponent(logsPages, 'WeekPage'),
});

const board = createRoute({
  getParentRoute: () => root,
  path: '/courses/board',
  validateSearch: readBoardSearch,
  component: lazyRouteComponent(
    withTexts(() => import('./board/board-page.tsx')),
    'BoardPage',
  ),
});

const offerings = createRoute({
  getParentRoute: () => root,
  path: '/courses',
  validateSearch: readOfferingSearch,
  component: lazyRouteComponent(
    withTexts(() => import('./offerings/offerings-page.tsx')),
    'OfferingsPage',
  ),
});

const offering = createRoute({
  getParentRoute: () => root,
  path: '/courses/$offeringId',
  validateSearch: readTimetableSearch,
  component: lazyRouteComponent(
    withTexts(() => import('./offerings/offering-page.tsx')),
    'OfferingPage',
  ),
});

const timetable = createRoute({
  getParentRoute: () => root,
  path: '/courses/timetable',
  validateSearch: readOwnTimetableSearch,
  component: lazyRouteComponent(
    withTexts(() => import('./timetable/own-timetable-page.tsx')),
    'OwnTimetablePage',
  ),
});

const people = createRoute({
  getParentRoute: () => root,
  path: '/courses/people',
  validateSearch: readPeopleSearch,
  component: lazyRouteComponent(
    withTexts(() => import('./people/course-people-page.tsx')),
    'CoursePeoplePage',
  ),
});

const structure = createRoute({
  getParentRoute: () => root,
  path: '/courses/structure',
  validateSearch: readStructureSearch,
  component: lazyRouteComponent(
    withTexts(() => import('./structure/structure-page.tsx')),
    'StructurePage',
  ),
});

const imports = createRoute({
  getParentRoute: () => root,
  path: '/courses/imports',
  validateSearch: readImportsSearch,
  component: lazyRouteComponent(
    withTexts(() => import('./imports/imports-page.tsx')),
    'ImportsPage',
  ),
});

const oneImport = createRoute({
  getParentRoute: () => root,
  path: '/courses/imports/$importId',
  validateSearch: readRowsSearch,
  component: lazyRouteComponent(
    withTexts(() => import('./imports/import-page.tsx')),
    'ImportPage',
  ),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: '/courses/settings',
  validateSearch: readSettingsSearch,
  component: lazyRouteComponent(
    withTexts(() => import('./settings/settings-page.tsx')),
    'SettingsPage',
  ),
});

const register = createRoute({
  getParentRoute: () => root,
  path: '/courses/$offeringId/register',
  validateSearch: readRegisterSearch,
  component: lazyRouteComponent(
    withTexts(() => import('./register/register-page.tsx')),
    'RegisterPage',
  ),
});

/** Of what is taught, which the first page does without. */
export const courseRoutes = [
  myWeek,
  week,
  board,
  offerings,
  offering,
  timetable,
  people,
  structure,
  imports,
  oneImport,
  settings,
  register,
] as const;

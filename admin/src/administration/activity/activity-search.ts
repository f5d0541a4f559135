import type { AuditLevel, AuditLogListQuery } from '@lyceum/sdk';
import { type ListSearch, NEWEST_SORTS, oneOf } from '../../shell/list-search.ts';
import { dayOf, only, typedOf } from '../../shell/search-params.ts';

export const LEVELS = ['security', 'error', 'warn', 'info', 'debug'] as const satisfies readonly AuditLevel[];
/** What requests that are entries are answered with; all others are written before their answer. */
export const ANSWERS = ['500', '503', '400', '401', '403', '404', '409', '412', '422', '429'] as const;
export const WINDOWS = [1, 24, 168, 720] as const;
export const USUAL_WINDOW = 24;

const ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** Which entries are looked for, as the address of the page says it. */
export interface ActivitySearch extends ListSearch {
  /** Part of an action or a tag. */
  readonly q?: string;
  readonly level?: AuditLevel;
  readonly action?: string;
  readonly answer?: (typeof ANSWERS)[number];
  /** Days of the browser's time zone, `2031-03-03`, both included. */
  readonly from?: string;
  readonly to?: string;
  readonly person?: string;
  readonly organization?: string;
  /** A room, or a login session. */
  readonly session?: string;
  readonly sort?: (typeof NEWEST_SORTS)[number];
}

/** What does not fit is left out. */
export function readActivitySearch(given: Readonly<Record<string, unknown>>): ActivitySearch {
  const { q, level, action, answer, from, to, person, organization, session, sort, cursor } = given;
  return {
    ...only('q', typedOf(q)),
    ...only('level', oneOf(LEVELS, level)),
    ...only('action', typeof action === 'string' ? action : undefined),
    ...only('answer', oneOf(ANSWERS, typedOf(answer))),
    ...only('from', dayOf(from)),
    ...only('to', dayOf(to)),
    ...only('person', idOf(person)),
    ...only('organization', idOf(organization)),
    ...only('session', idOf(session)),
    ...only('sort', oneOf(NEWEST_SORTS, sort)),
    ...only('cursor', typeof cursor === 'string' ? cursor : undefined),
  };
}

/** What the server is asked. */
export function activityQueryOf(search: ActivitySearch): AuditLogListQuery {
  const { answer, from, to, person, organization, session, ...rest } = search;
  return {
    ...rest,
    ...only('statusCode', answer && Number(answer)),
    ...only('from', from && startOfDay(from, 0)),
    ...only('to', to && startOfDay(to, 1)),
    ...only('userId', person),
    ...only('organizationId', organization),
    ...only('sessionId', session),
  };
}

export function isFiltered({ sort: _sort, cursor: _cursor, ...filters }: ActivitySearch): boolean {
  return Object.keys(filters).length > 0;
}

/** How many hours figures are of, as the address of the page says it. */
export interface FiguresSearch {
  readonly hours?: (typeof WINDOWS)[number];
}

export function readFiguresSearch({ hours }: Readonly<Record<string, unknown>>): FiguresSearch {
  return only(
    'hours',
    WINDOWS.find((one) => one === hours),
  );
}

function idOf(given: unknown): string | undefined {
  return typeof given === 'string' && ID.test(given) ? given : undefined;
}

function startOfDay(day: string, later: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + later).toISOString();
}

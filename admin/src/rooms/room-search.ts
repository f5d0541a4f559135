import type { SessionLanguage, SessionStatus } from '@lyceum/sdk';
import { LANGUAGE_NAMES } from '../../room/language-names.ts';
import { type ListSearch, oneOf } from '../shell/list-search.ts';
import { only, typedOf } from '../shell/search-params.ts';

export const ROOM_STATUSES = ['active', 'paused', 'completed', 'archived'] as const satisfies readonly SessionStatus[];

export const ROOM_LANGUAGES = Object.keys(LANGUAGE_NAMES) as SessionLanguage[];

/** Those that everybody finds, in place of one's own. */
export const PUBLIC = 'public';

/** What one's own and an organization's can be sorted by, and what public ones can. */
export const ROOM_SORTS = ['-updatedAt', '-lastActivityAt', '-createdAt', 'createdAt', 'title'] as const;
export const PUBLIC_ROOM_SORTS = ['-lastActivityAt', '-createdAt', 'createdAt'] as const;

/** Which rooms are looked at, as the address of the page says it. */
export interface RoomSearch extends ListSearch {
  /** `public`, or the id of an organization; one's own without. */
  readonly of?: string;
  readonly q?: string;
  readonly status?: SessionStatus;
  readonly language?: SessionLanguage;
  readonly sort?: (typeof ROOM_SORTS)[number];
}

export function readRoomSearch(given: Readonly<Record<string, unknown>>): RoomSearch {
  const { of, q, status, language, sort, cursor } = given;
  const sorts: readonly (typeof ROOM_SORTS)[number][] = of === PUBLIC ? PUBLIC_ROOM_SORTS : ROOM_SORTS;
  return {
    ...only('of', typedOf(of)),
    ...only('q', typedOf(q)),
    ...only('status', oneOf(ROOM_STATUSES, status)),
    ...only('language', oneOf(ROOM_LANGUAGES, language)),
    ...only('sort', oneOf(sorts, sort)),
    ...only('cursor', typedOf(cursor)),
  };
}

/** Which public rooms an administrator looks at. */
export type PublicRoomSearch = Omit<RoomSearch, 'of' | 'status' | 'sort'> & {
  readonly sort?: (typeof PUBLIC_ROOM_SORTS)[number];
};

export function readPublicRoomSearch({
  q,
  language,
  sort,
  cursor,
}: Readonly<Record<string, unknown>>): PublicRoomSearch {
  return {
    ...only('q', typedOf(q)),
    ...only('language', oneOf(ROOM_LANGUAGES, language)),
    ...only('sort', oneOf(PUBLIC_ROOM_SORTS, sort)),
    ...only('cursor', typedOf(cursor)),
  };
}

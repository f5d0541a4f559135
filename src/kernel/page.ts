/** Which page of a list is wanted. `cursor` and `page` exclude each other; `sort` as in the API: `-createdAt,title`. */
export interface PageQuery {
  readonly limit?: number;
  readonly cursor?: string;
  readonly page?: number;
  readonly sort?: string;
}

/** A page of a list. */
export interface Page<T> {
  readonly data: T[];
  readonly meta: PageMeta;
}

export interface PageMeta {
  readonly limit: number;
  readonly hasMore: boolean;
  /** Null on the last page, and on numbered pages. */
  readonly nextCursor: string | null;
  /** Only on numbered pages, like the totals. */
  readonly page?: number;
  readonly total?: number;
  readonly totalPages?: number;
}

/** @param page counts from 1 */
export function numberedMeta(page: number, limit: number, total: number): PageMeta {
  const totalPages = Math.ceil(total / limit);
  return { page, limit, total, totalPages, hasMore: page < totalPages, nextCursor: null };
}

export function mapPage<T, U>(page: Page<T>, map: (item: T) => U): Page<U> {
  return { data: page.data.map(map), meta: page.meta };
}

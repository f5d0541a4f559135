/** Which slice of a list is asked for. `cursor` and `page` exclude each other; `sort` is as the API writes it: `-createdAt,title`. */
export interface PageQuery {
  readonly limit?: number;
  readonly cursor?: string;
  readonly page?: number;
  readonly sort?: string;
}

/** A slice of a list. */
export interface Page<T> {
  readonly data: T[];
  readonly meta: PageMeta;
}

export interface PageMeta {
  readonly limit: number;
  readonly hasMore: boolean;
  /** Null on the last page, and of numbered pages. */
  readonly nextCursor: string | null;
  /** Of numbered pages, as the totals are. */
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

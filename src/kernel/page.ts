/** Which slice of a list is asked for. `cursor` and `page` exclude each other; `sort` is as the API writes it: `-createdAt,title`. */
export interface PageQuery {
  readonly limit?: number;
  readonly cursor?: string;
  readonly page?: number;
  readonly sort?: string;
}

/** A slice of a list. Keyset pages know `nextCursor`; numbered pages know `page` and the totals. */
export interface Page<T> {
  readonly data: T[];
  readonly meta: KeysetMeta | NumberedMeta;
}

export interface KeysetMeta {
  readonly limit: number;
  readonly hasMore: boolean;
  readonly nextCursor: string | null;
}

export interface NumberedMeta {
  readonly page: number;
  readonly limit: number;
  readonly total: number;
  readonly totalPages: number;
  readonly hasMore: boolean;
}

export function mapPage<T, U>(page: Page<T>, map: (item: T) => U): Page<U> {
  return { data: page.data.map(map), meta: page.meta };
}

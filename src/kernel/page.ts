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

import { ApiHideProperty } from '@nestjs/swagger';
import type { PageQuery } from '../../../kernel/page.js';
import { IntegerField, TextField } from '../fields.js';

/** Query parameters of every list; a list with a choice of order adds `sort` with `@SortField`. */
export class PageQueryDto implements PageQuery {
  @IntegerField({ min: 1, max: 100, default: 20, optional: true, description: 'Items per page.' })
  limit?: number;

  @TextField({
    max: 2000,
    pattern: '^[\\w-]+$',
    optional: true,
    description: 'Continues after a page: its `meta.nextCursor`. Excludes `page`.',
  })
  cursor?: string;

  @IntegerField({
    min: 1,
    max: 10_000,
    optional: true,
    description: 'Asks for a numbered page with totals, up to item 10,000 (`page` × `limit`). Excludes `cursor`.',
  })
  page?: number;

  /** Hidden until a list declares it with `@SortField`. */
  @ApiHideProperty()
  sort?: string;
}

import type { Type } from '@nestjs/common';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { Page, PageMeta } from '../../../kernel/page.js';

@ApiSchema({ name: 'PageMeta' })
export class PageMetaDto implements PageMeta {
  @ApiProperty({ type: 'integer', example: 20 })
  limit: number;
  /** Whether there is a next page. */
  hasMore: boolean;
  /** Opaque cursor of the next page; null on the last page and on numbered pages. */
  nextCursor: string | null;
  @ApiProperty({ type: 'integer', required: false, example: 1, description: 'Of numbered pages: which one it is.' })
  page?: number;
  @ApiProperty({
    type: 'integer',
    required: false,
    example: 1,
    description: 'Of numbered pages: how many items there are.',
  })
  total?: number;
  @ApiProperty({ type: 'integer', required: false, example: 1, description: 'Of numbered pages: how many there are.' })
  totalPages?: number;
}

/** The response class of a list: `export class UserPageDto extends PageOf(UserDto, 'UserPage') {}`. */
export function PageOf<T>(item: Type<T>, name: string): Type<Page<T>> {
  @ApiSchema({ name: `${name}Base` })
  class PageDto implements Page<T> {
    @ApiProperty({ type: item, isArray: true })
    data: T[];

    @ApiProperty({ type: PageMetaDto })
    meta: PageMetaDto;
  }
  return PageDto;
}

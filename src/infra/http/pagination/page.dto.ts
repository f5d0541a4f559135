import type { Type } from '@nestjs/common';
import { ApiExtraModels, ApiProperty, ApiSchema, getSchemaPath } from '@nestjs/swagger';
import type { KeysetMeta, NumberedMeta, Page } from '../../../kernel/page.js';

@ApiSchema({ name: 'KeysetMeta' })
export class KeysetMetaDto implements KeysetMeta {
  /** @example 20 */
  limit: number;
  hasMore: boolean;
  /** Opaque; null on the last page. */
  nextCursor: string | null;
}

@ApiSchema({ name: 'NumberedMeta' })
export class NumberedMetaDto implements NumberedMeta {
  /** @example 1 */
  page: number;
  /** @example 20 */
  limit: number;
  total: number;
  totalPages: number;
  hasMore: boolean;
}

/** The response class of a list: `export class UserPageDto extends PageOf(UserDto, 'UserPage') {}`. */
export function PageOf<T>(item: Type<T>, name: string): Type<Page<T>> {
  @ApiSchema({ name: `${name}Base` })
  @ApiExtraModels(KeysetMetaDto, NumberedMetaDto)
  class PageDto implements Page<T> {
    @ApiProperty({ type: item, isArray: true })
    data: T[];

    @ApiProperty({ anyOf: [{ $ref: getSchemaPath(KeysetMetaDto) }, { $ref: getSchemaPath(NumberedMetaDto) }] })
    meta: KeysetMetaDto | NumberedMetaDto;
  }
  return PageDto;
}

import { OmitType } from '@nestjs/swagger';
import { AliasField } from '../../../../infra/http/alias-field.js';
import { BooleanField, EnumField, IdField, TextField } from '../../../../infra/http/fields.js';
import { SortField } from '../../../../infra/http/pagination/sort-field.js';
import { PageQueryDto } from '../../../../infra/http/pagination/page-query.dto.js';
import { RESOURCE_KINDS, type ResourceKind } from './bookable.rules.js';

export const DEFAULT_BOOKABLE_SORT = 'name';

export class BookableQueryDto extends PageQueryDto {
  @IdField({ optional: true, description: 'Only resources of this organization.' })
  organizationId?: string;

  @EnumField(RESOURCE_KINDS, { optional: true, name: 'ResourceKind', description: 'Only resources of this kind.' })
  kind?: ResourceKind;

  @BooleanField({ optional: true, description: 'Only those that can be booked, or only archived ones.' })
  isActive?: boolean;

  @TextField({ max: 100, optional: true, description: 'Part of the name, in any case.' })
  q?: string;

  @AliasField('q', 100)
  search?: string;

  @SortField(['name', 'createdAt'], DEFAULT_BOOKABLE_SORT)
  override sort?: string;
}

/** The list without its pages. */
export class BookableFileQueryDto extends OmitType(BookableQueryDto, ['limit', 'cursor', 'page', 'search']) {}

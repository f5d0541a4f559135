import { OmitType } from '@nestjs/swagger';
import { AliasField } from '../../../../infra/http/alias-field.js';
import { BooleanField, IdField, TextField } from '../../../../infra/http/fields.js';
import { SortField } from '../../../../infra/http/pagination/sort-field.js';
import { PageQueryDto } from '../../../../infra/http/pagination/page-query.dto.js';

export class EventTypeQueryDto extends PageQueryDto {
  @IdField({ optional: true, description: 'Only those of this organization; administrators see them of every one.' })
  organizationId?: string;

  @IdField({ optional: true, description: 'Only the managed copies of this event type.' })
  parentId?: string;

  @TextField({ max: 200, optional: true, description: 'Part of the title, in any case.' })
  q?: string;

  @AliasField('q', 200)
  search?: string;

  @BooleanField({ optional: true, description: 'Only those that can be booked, or cannot.' })
  isActive?: boolean;

  @BooleanField({ optional: true, description: 'Only those that anybody can see, or cannot.' })
  isPublic?: boolean;

  @SortField(['createdAt', 'title', 'slug'], 'title')
  override sort?: string;
}

/** The list without its pages. */
export class EventTypeFileQueryDto extends OmitType(EventTypeQueryDto, ['limit', 'cursor', 'page', 'search']) {}

import { AliasField } from '../../../../infra/http/alias-field.js';
import { BooleanField, EnumField, IdField, InstantField, TextField } from '../../../../infra/http/fields.js';
import { PageQueryDto } from '../../../../infra/http/pagination/page-query.dto.js';
import { SortField } from '../../../../infra/http/pagination/sort-field.js';
import { SESSION_LANGUAGES, SESSION_STATUSES, type SessionLanguage, type SessionStatus } from './session.rules.js';

export const DEFAULT_SESSION_SORT = '-updatedAt';
export const DEFAULT_PUBLIC_SORT = '-lastActivityAt';

export class PublicSessionQueryDto extends PageQueryDto {
  @TextField({ max: 100, optional: true, description: 'Part of the title or the description, in any case.' })
  q?: string;

  @AliasField('q', 100)
  search?: string;

  @EnumField(SESSION_LANGUAGES, { optional: true, name: 'SessionLanguage', description: 'Only rooms for it.' })
  language?: SessionLanguage;

  @InstantField({ optional: true, description: 'Only rooms that were made then or later.' })
  createdFrom?: Date;

  @InstantField({ optional: true, description: 'Only rooms that were made before.' })
  createdTo?: Date;

  @SortField(['lastActivityAt', 'createdAt'], DEFAULT_PUBLIC_SORT)
  override sort?: string;
}

export class SessionQueryDto extends PublicSessionQueryDto {
  @IdField({
    optional: true,
    description: 'All rooms of this organization instead of the caller’s own; for its members.',
  })
  organizationId?: string;

  @EnumField(SESSION_STATUSES, {
    optional: true,
    name: 'SessionStatus',
    description: 'Only rooms in this state; archived ones are left out otherwise.',
  })
  status?: SessionStatus;

  @BooleanField({ optional: true, description: 'Only rooms that everybody finds, or does not.' })
  isPublic?: boolean;

  @SortField(['updatedAt', 'createdAt', 'lastActivityAt', 'title'], DEFAULT_SESSION_SORT)
  override sort?: string;
}

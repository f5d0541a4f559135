import { OmitType } from '@nestjs/swagger';
import { PLATFORM_ROLES, type PlatformRole } from '../../../../infra/access/actor.js';
import { AliasField } from '../../../../infra/http/alias-field.js';
import { BooleanField, EnumField, IntegerField, TextField } from '../../../../infra/http/fields.js';
import { SortField } from '../../../../infra/http/pagination/sort-field.js';
import { PageQueryDto } from '../../../../infra/http/pagination/page-query.dto.js';

export class UserQueryDto extends PageQueryDto {
  @TextField({ max: 100, optional: true, description: 'Part of a name, username or e-mail address.' })
  q?: string;

  @AliasField('q', 100)
  search?: string;

  @EnumField(PLATFORM_ROLES, { optional: true, name: 'PlatformRole', description: 'Only people of this role.' })
  role?: PlatformRole;

  @BooleanField({ optional: true, description: 'Whether they can sign in.' })
  isActive?: boolean;

  @BooleanField({ optional: true, description: 'Whether they verified their address.' })
  emailVerified?: boolean;

  @IntegerField({
    min: 1,
    max: 3650,
    optional: true,
    example: 7,
    description: 'Only who registered in the last so many days.',
  })
  registeredWithinDays?: number;

  @SortField(['createdAt', 'name', 'email'], '-createdAt')
  override sort?: string;
}

/** The list without its pages. */
export class UserFileQueryDto extends OmitType(UserQueryDto, ['limit', 'cursor', 'page', 'search']) {}

import { ApiProperty, ApiSchema, OmitType } from '@nestjs/swagger';
import { AliasField } from '../../../../infra/http/alias-field.js';
import { TextField } from '../../../../infra/http/fields.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { PageQueryDto } from '../../../../infra/http/pagination/page-query.dto.js';
import { SortField } from '../../../../infra/http/pagination/sort-field.js';

export class AdministeredOrganizationQueryDto extends PageQueryDto {
  @TextField({ max: 100, optional: true, description: 'Part of a name, in any case.' })
  q?: string;

  @AliasField('q', 100)
  search?: string;

  @SortField(['createdAt', 'name'], '-createdAt')
  override sort?: string;
}

/** The list without its pages. */
export class AdministeredOrganizationFileQueryDto extends OmitType(AdministeredOrganizationQueryDto, [
  'limit',
  'cursor',
  'page',
  'search',
]) {}

@ApiSchema({ name: 'OrganizationOwner' })
export class OrganizationOwnerDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a12 */
  id: string;
  /** @example 'Ada Lovelace' */
  name: string;
  /** @example ada@example.org */
  email: string;
}

@ApiSchema({ name: 'AdministeredOrganization' })
export class AdministeredOrganizationDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a1a */
  id: string;
  /** @example 'Analytical Engines' */
  name: string;
  /**
   * Name of the public page in its address, `/book/@{slug}`; null without a page.
   * @example analytical-engines
   */
  slug: string | null;
  /** @example 1 */
  memberCount: number;
  /** @example 1 */
  ownerCount: number;
  @ApiProperty({
    type: OrganizationOwnerDto,
    isArray: true,
    maxItems: 3,
    description: 'Those who joined first; `ownerCount` says how many there are.',
  })
  owners: OrganizationOwnerDto[];
  createdAt: Date;
}

@ApiSchema({ name: 'AdministeredOrganizationPage' })
export class AdministeredOrganizationPageDto extends PageOf(
  AdministeredOrganizationDto,
  'AdministeredOrganizationPage',
) {}

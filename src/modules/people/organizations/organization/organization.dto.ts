import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EnumField } from '../../../../infra/http/fields.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { ORGANIZATION_ROLES, type OrganizationRole } from '../organizations.api.js';
import { ColourProperty, LogoUrlProperty } from '../brand/brand.dto.js';
import { MemberDto, GRACE } from '../members/member.dto.js';

@ApiSchema({ name: 'Organization' })
export class OrganizationDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a1a */
  id: string;
  /** @example 'Analytical Engines' */
  name: string;
  /**
   * Name of the public page in its address, `/book/@{slug}`; null without a page.
   * @example analytical-engines
   */
  slug: string | null;
  @ColourProperty()
  color: string | null;
  @LogoUrlProperty()
  logoUrl: string | null;
  @EnumField(ORGANIZATION_ROLES, { name: 'OrganizationRole', description: 'The role of the caller.' })
  myRole: OrganizationRole;
  /** @example 1 */
  memberCount: number;
  /** Changes with every update of the organization itself, for `If-Match`. */
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

@ApiSchema({ name: 'OrganizationDetails' })
export class OrganizationDetailsDto extends OrganizationDto {
  @ApiProperty({
    type: MemberDto,
    isArray: true,
    maxItems: 100,
    description:
      'The first 100 members in the order in which they joined; `GET /organizations/{id}/members` has all, and who is invited.',
  })
  members: MemberDto[];
}

@ApiSchema({ name: 'OrganizationPage' })
export class OrganizationPageDto extends PageOf(OrganizationDto, 'OrganizationPage') {}

/** Example for somebody who has joined. */
export const JOINED = { myRole: 'admin', memberCount: 2, members: [{}, GRACE] };

/** Example for the former owner after a transfer. */
export const TRANSFERRED = {
  myRole: 'admin',
  memberCount: 2,
  members: [{ role: 'admin' }, { ...GRACE, role: 'owner' }],
};

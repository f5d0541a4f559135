import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EnumField } from '../../../infra/http/fields.js';
import { PageOf } from '../../../infra/http/pagination/page.dto.js';
import { ORGANIZATION_ROLES, type OrganizationRole } from '../organizations.api.js';
import { InvitationDto } from './invitation.dto.js';

@ApiSchema({ name: 'Member' })
export class MemberDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11 */
  organizationId: string;
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a12 */
  userId: string;
  /** @example Ada Lovelace */
  name: string;
  /** @example ada@example.org */
  email: string;
  /** Whether the person has shown that the address is theirs. */
  emailVerified: boolean;
  @EnumField(ORGANIZATION_ROLES, { name: 'OrganizationRole' })
  role: OrganizationRole;
  joinedAt: Date;
}

@ApiSchema({ name: 'MemberPage' })
export class MemberPageDto extends PageOf(MemberDto, 'MemberPage') {}

export const ADMISSIONS = ['joined', 'invited'] as const;
export type Admission = (typeof ADMISSIONS)[number];

@ApiSchema({ name: 'AddedMember' })
export class AddedMemberDto {
  @EnumField(ADMISSIONS, {
    name: 'Admission',
    description: '`joined`: the address belongs to an account. `invited`: it does not yet; a link was mailed to it.',
  })
  status: Admission;
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11 */
  organizationId: string;
  /** Null until the invited person has an account. */
  userId: string | null;
  name: string | null;
  /** @example ada@example.org */
  email: string;
  emailVerified: boolean;
  @EnumField(ORGANIZATION_ROLES, { name: 'OrganizationRole' })
  role: OrganizationRole;
  joinedAt: Date | null;
  @ApiProperty({ type: InvitationDto, nullable: true })
  invitation: InvitationDto | null;
}

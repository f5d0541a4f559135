import { ApiProperty, ApiSchema } from '@nestjs/swagger';

@ApiSchema({ name: 'OwnedOrganization' })
export class OwnedOrganizationDto {
  @ApiProperty({ type: String, format: 'uuid' })
  id: string;
  /** @example 'Grace School' */
  name: string;
}

@ApiSchema({ name: 'SoleOwnerMembers' })
export class SoleOwnerMembersDto {
  @ApiProperty({ type: OwnedOrganizationDto, isArray: true, description: 'Nobody else owns them.' })
  organizations: OwnedOrganizationDto[];
}

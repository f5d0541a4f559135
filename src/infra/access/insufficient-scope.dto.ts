import { ApiSchema } from '@nestjs/swagger';

@ApiSchema({ name: 'InsufficientScopeMembers' })
export class InsufficientScopeMembersDto {
  /**
   * What the operation needs.
   * @example bookings:write
   */
  scope: string;
}

import { ApiSchema } from '@nestjs/swagger';

@ApiSchema({ name: 'InsufficientScopeMembers' })
export class InsufficientScopeMembersDto {
  /**
   * The scope that the operation needs.
   * @example bookings:write
   */
  scope: string;
}

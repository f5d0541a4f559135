import { ApiSchema } from '@nestjs/swagger';
import { InstantProperty } from '../../../../infra/http/properties.js';

@ApiSchema({ name: 'BookableInUseMembers' })
export class BookableInUseMembersDto {
  /** When the last booking ends that has it. */
  @InstantProperty()
  until: string;
}

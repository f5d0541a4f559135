import { ApiSchema } from '@nestjs/swagger';
import { InstantProperty } from '../../../../infra/http/properties.js';

@ApiSchema({ name: 'BookableInUseMembers' })
export class BookableInUseMembersDto {
  /** End of the last booking that uses it. */
  @InstantProperty()
  until: string;
}

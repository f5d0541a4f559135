import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { TimeSpanDto } from '../../../../infra/http/time-span.dto.js';

@ApiSchema({ name: 'SlotsAvailableMembers' })
export class SlotsAvailableMembersDto {
  @ApiProperty({ type: TimeSpanDto, isArray: true, description: 'The first slots that are free.' })
  slots: TimeSpanDto[];
}

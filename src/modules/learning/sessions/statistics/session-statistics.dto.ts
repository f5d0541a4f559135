import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { SessionMetadataDto, SessionPersonDto } from '../room/session.dto.js';

@ApiSchema({ name: 'SessionParticipation' })
export class SessionParticipationDto {
  person: SessionPersonDto;
  @ApiProperty({ type: 'integer', example: 12 })
  edits: number;
  @ApiProperty({ type: 'integer', example: 480, description: 'That they wrote, not those that they took out.' })
  characters: number;
  @ApiProperty({ type: 'integer', example: 3 })
  runs: number;
  @ApiProperty({ type: 'integer', example: 1800, description: 'How long they were connected, to a few seconds.' })
  presentSeconds: number;
}

@ApiSchema({ name: 'SessionStatistics' })
export class SessionStatisticsDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.session })
  sessionId: string;
  totals: SessionMetadataDto;
  @ApiProperty({
    type: SessionParticipationDto,
    isArray: true,
    description: 'Who did most comes first; at most 100, and nobody who has closed their account.',
  })
  people: SessionParticipationDto[];
}

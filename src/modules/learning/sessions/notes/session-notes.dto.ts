import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { Examples } from '../../../../infra/http/examples.js';
import { TextField } from '../../../../infra/http/fields.js';
import { SessionPersonDto } from '../room/session.dto.js';
import { LONGEST_NOTES } from './session-note.entity.js';

@Examples({ notes: { summary: 'For the next lesson', value: { content: 'Understands recursion. Next: trees.' } } })
@ApiSchema({ name: 'ReplaceSessionNotes' })
export class ReplaceSessionNotesDto {
  @TextField({ min: 0, max: LONGEST_NOTES, example: 'Understands recursion. Next: trees.' })
  content: string;
}

@ApiSchema({ name: 'SessionNotes' })
export class SessionNotesDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.session })
  sessionId: string;
  @ApiProperty({ example: 'Understands recursion. Next: trees.', description: 'Empty before the first.' })
  content: string;
  @ApiProperty({ type: SessionPersonDto, nullable: true, description: 'Who wrote it last.' })
  updatedBy: SessionPersonDto | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2027-01-05T14:12:05.123Z' })
  updatedAt: Date | null;
}

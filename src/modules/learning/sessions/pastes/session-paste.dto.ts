import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { EnumField } from '../../../../infra/http/fields.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { PageQueryDto } from '../../../../infra/http/pagination/page-query.dto.js';
import { SortField } from '../../../../infra/http/pagination/sort-field.js';
import { MAIN_FILE } from '../live/room-document.js';
import { SessionAuthorDto } from '../messages/session-message.dto.js';
import { PASTE_LENGTH, PASTE_WAYS, type PasteWay } from './paste.rules.js';

export const DEFAULT_PASTE_SORT = '-createdAt';

export class SessionPasteQueryDto extends PageQueryDto {
  @SortField(['createdAt'], DEFAULT_PASTE_SORT)
  override sort?: string;
}

@ApiSchema({ name: 'SessionPastePlace' })
export class SessionPastePlaceDto {
  @ApiProperty({ example: MAIN_FILE, description: 'A UUID, or `main`: the file that the room began with.' })
  id: string;
  @ApiProperty({ example: 'main.py', description: 'As it was then.' })
  path: string;
}

/** That somebody put much text into a file at once; what it was is played back with `GET /sessions/{id}/history`. */
@ApiSchema({ name: 'SessionPaste' })
export class SessionPasteDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.sessionPaste })
  id: string;
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.session })
  sessionId: string;
  @ApiProperty({ type: 'integer', example: 0, description: 'The number of the update that it came with.' })
  seq: number;
  person: SessionAuthorDto;
  file: SessionPastePlaceDto;
  @ApiProperty({ type: 'integer', example: PASTE_LENGTH, description: 'In UTF-16 units.' })
  length: number;
  @EnumField(PASTE_WAYS, {
    name: 'SessionPasteWay',
    example: 'at_once',
    description:
      '`at_once`: over a connection; `after_offline`: with what somebody brought when their connection came back, which they may have typed meanwhile; `over_api`: as a file or an archive, without a connection.',
  })
  way: PasteWay;
  @ApiProperty({ type: String, format: 'date-time', example: '2027-01-05T14:12:05.123Z' })
  createdAt: Date;
}

@ApiSchema({ name: 'SessionPastePage' })
export class SessionPastePageDto extends PageOf(SessionPasteDto, 'SessionPastePage') {}

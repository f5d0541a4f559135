import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { PageQueryDto } from '../../../../infra/http/pagination/page-query.dto.js';
import { SortField } from '../../../../infra/http/pagination/sort-field.js';
import { SessionPersonDto } from '../room/session.dto.js';

export const DEFAULT_MESSAGE_SORT = '-createdAt';

export class SessionMessageQueryDto extends PageQueryDto {
  @SortField(['createdAt'], DEFAULT_MESSAGE_SORT)
  override sort?: string;
}

@ApiSchema({ name: 'SessionAuthor' })
export class SessionAuthorDto extends SessionPersonDto {
  @ApiProperty({
    type: Boolean,
    enum: [true],
    required: false,
    description: 'There for guests, who have no account and say themselves what they are called.',
  })
  guest?: true;
}

@ApiSchema({ name: 'SessionMessage' })
export class SessionMessageDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.sessionMessage })
  id: string;
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.session })
  sessionId: string;
  author: SessionAuthorDto;
  /** @example 'Why does it end?' */
  content: string;
  @ApiProperty({ type: String, format: 'date-time', example: '2027-01-05T14:12:05.123Z' })
  createdAt: Date;
}

@ApiSchema({ name: 'SessionMessagePage' })
export class SessionMessagePageDto extends PageOf(SessionMessageDto, 'SessionMessagePage') {}

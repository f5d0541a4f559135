import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { Examples } from '../../../../infra/http/examples.js';
import { LineField } from '../../../../infra/http/fields.js';
import { EnumListField } from '../../../../infra/http/list-fields.js';
import { ROSTER_SCOPES, type RosterScope } from '../protocol/scopes.js';

/** Of one organization. */
export const MOST_CLIENTS = 20;

const [ROSTER_CORE] = ROSTER_SCOPES;

@Examples({
  reads: { summary: 'For a system that reads the roster', value: { name: 'Library', scopes: [ROSTER_CORE] } },
  all: { summary: 'For a system that returns grades as well', value: { name: 'Classroom' } },
})
@ApiSchema({ name: 'NewOneRosterClient' })
export class NewOneRosterClientDto {
  @LineField({ max: 100, example: 'Library', description: 'Which system it is for.' })
  name: string;

  @EnumListField(ROSTER_SCOPES, {
    minItems: 1,
    maxItems: ROSTER_SCOPES.length,
    optional: true,
    name: 'OneRosterScope',
    example: [ROSTER_CORE],
    description: 'What it may ask for, by the scopes of OneRoster 1.2; all of them when it is left out.',
  })
  scopes?: RosterScope[];
}

@ApiSchema({ name: 'OneRosterClient' })
export class OneRosterClientDto {
  /**
   * Also its `client_id`.
   * @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2ae1
   */
  id: string;
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a1a */
  organizationId: string;
  /** @example 'Library' */
  name: string;
  @EnumListField(ROSTER_SCOPES, {
    minItems: 1,
    maxItems: ROSTER_SCOPES.length,
    name: 'OneRosterScope',
    example: [ROSTER_CORE],
  })
  scopes: RosterScope[];
  /**
   * Whether its secret has ended, because whoever was shown it does not manage the organization any more, or lost their
   * account to somebody for a time. Another one lets it in again.
   * @example false
   */
  secretEnded: boolean;
  /** When it got a token last; null when it never did. */
  lastUsedAt: Date | null;
  createdAt: Date;
}

@ApiSchema({ name: 'OneRosterClientWithSecret' })
export class OneRosterClientWithSecretDto extends OneRosterClientDto {
  /**
   * Its `client_secret`, in this answer and in no other.
   * @example 'q3Jr1sW0bq5d0yJt8cV2mX7nZ4kL6pA9eH1uG3iF5oR'
   */
  secret: string;
}

@ApiSchema({ name: 'OneRosterClientList' })
export class OneRosterClientListDto {
  @ApiProperty({ type: OneRosterClientDto, isArray: true, maxItems: MOST_CLIENTS })
  data: OneRosterClientDto[];
}

import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { knownScopes } from '../../../../infra/access/scopes.js';
import { EXAMPLE_PASSWORD, Examples } from '../../../../infra/http/examples.js';
import { IdField, IntegerField, LineField, PasswordField } from '../../../../infra/http/fields.js';
import { EnumListField } from '../../../../infra/http/list-fields.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { PageQueryDto } from '../../../../infra/http/pagination/page-query.dto.js';
import { SortField } from '../../../../infra/http/pagination/sort-field.js';
import { KEY_DAYS, OVERLAP_HOURS } from './api-key.rules.js';

const PASSWORD = { min: 1, description: 'The password of the account.', example: EXAMPLE_PASSWORD };

@Examples({
  bookings: {
    summary: 'An app that shows bookings in a calendar',
    value: { name: 'Calendar in the lobby', scopes: ['bookings:read'], password: EXAMPLE_PASSWORD },
  },
  site: {
    summary: 'A site that offers slots and books them, for a year',
    value: {
      name: 'Our site',
      scopes: ['event-types:read', 'slots:write', 'bookings:write'],
      expiresInDays: 365,
      requestsPerMinute: 120,
      password: EXAMPLE_PASSWORD,
    },
  },
})
@ApiSchema({ name: 'NewApiKey' })
export class NewApiKeyDto {
  @LineField({ max: 100, example: 'Calendar in the lobby', description: 'For you, to know which app has it.' })
  name: string;

  @EnumListField(knownScopes(), {
    minItems: 1,
    maxItems: 50,
    name: 'ApiKeyScope',
    example: ['bookings:read'],
    description: 'What it may do; `:write` includes `:read`. Each operation says which one it needs.',
  })
  scopes: string[];

  @IntegerField({ ...KEY_DAYS, optional: true, description: 'Every key ends; rotate it before.' })
  expiresInDays?: number;

  @IntegerField({
    min: 1,
    max: 100_000,
    optional: true,
    nullable: true,
    description: 'A limit of its own, where it is lower than that of the installation.',
  })
  requestsPerMinute?: number | null;

  @IdField({
    optional: true,
    description: 'For this service account of an organization, which you manage; otherwise for yourself.',
  })
  serviceAccountId?: string;

  @PasswordField({ ...PASSWORD, description: 'Your own password.' })
  password: string;
}

@Examples({
  name: { summary: 'Another name', value: { name: 'Calendar at the entrance' } },
})
@ApiSchema({ name: 'ChangeApiKey' })
export class ChangeApiKeyDto {
  @LineField({ max: 100, optional: true, example: 'Calendar at the entrance' })
  name?: string;
}

@Examples({
  day: { summary: 'The old key works for another day', value: { password: EXAMPLE_PASSWORD } },
  now: { summary: 'The old key ends at once', value: { overlapHours: 0, password: EXAMPLE_PASSWORD } },
})
@ApiSchema({ name: 'RotateApiKey' })
export class RotateApiKeyDto {
  @IntegerField({ ...OVERLAP_HOURS, optional: true, description: 'How long the key before still works.' })
  overlapHours?: number;

  @PasswordField(PASSWORD)
  password: string;
}

@ApiSchema({ name: 'ApiKey' })
export class ApiKeyDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a71 */
  id: string;
  /** The service account that it belongs to; null when it is your own. */
  serviceAccountId: string | null;
  /** @example 'Calendar in the lobby' */
  name: string;
  /**
   * The beginning and the end of the secret, to tell it from others.
   * @example lyk_…FtUQ
   */
  hint: string;
  @ApiProperty({ enum: knownScopes(), enumName: 'ApiKeyScope', isArray: true, example: ['bookings:read'] })
  scopes: string[];
  /**
   * Rate limit of the key; null for the limit of the installation.
   * @example 120
   */
  requestsPerMinute: number | null;
  createdAt: Date;
  expiresAt: Date;
  /**
   * Last use, to the minute; null while it was never used.
   * @example 2027-01-05T14:12:00.000Z
   */
  lastUsedAt: Date | null;
  /**
   * The network of the last use: an IPv4 address, or the first half of an IPv6 address.
   * @example 192.0.2.7
   */
  lastUsedNetwork: string | null;
  /** Changes with every update, for `If-Match`. */
  version: number;
}

@ApiSchema({ name: 'ApiKeyWithSecret' })
export class ApiKeyWithSecretDto extends ApiKeyDto {
  /**
   * The secret, to be sent as `Authorization: Bearer lyk_...`. It is shown only here.
   * @example lyk_Az09Az09Az09Az09Az09Az09Az09Az094dFtUQ
   */
  secret: string;
}

@ApiSchema({ name: 'ApiKeyPage' })
export class ApiKeyPageDto extends PageOf(ApiKeyDto, 'ApiKeyPage') {}

export class ApiKeyQueryDto extends PageQueryDto {
  @IdField({ optional: true, description: 'Those of this service account, which you manage, instead of your own.' })
  serviceAccountId?: string;

  @SortField(['createdAt', 'expiresAt'], '-createdAt')
  override sort?: string;
}

/** Members of a key that was never used. */
export const NEVER_USED = { lastUsedAt: null, lastUsedNetwork: null };

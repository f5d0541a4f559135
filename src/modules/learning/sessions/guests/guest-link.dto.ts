import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { EXAMPLE_SECRET, Examples } from '../../../../infra/http/examples.js';
import { EnumField, IntegerField, LineField, TextField } from '../../../../infra/http/fields.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { PageQueryDto } from '../../../../infra/http/pagination/page-query.dto.js';
import { SortField } from '../../../../infra/http/pagination/sort-field.js';
import { SessionDto, SessionPersonDto } from '../room/session.dto.js';
import { GUEST_ROLES, type GuestRole, LINK_DAYS, LONGEST_GUEST_NAME } from './guest.rules.js';

export const DEFAULT_GUEST_SORT = '-createdAt';

export class GuestLinkQueryDto extends PageQueryDto {
  @SortField(['createdAt'], DEFAULT_GUEST_SORT)
  override sort?: string;
}

@ApiSchema({ name: 'SessionGuestLink' })
export class GuestLinkDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.sessionGuest })
  id: string;
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.session })
  sessionId: string;
  @EnumField(GUEST_ROLES, { name: 'SessionGuestRole', example: 'editor' })
  role: GuestRole;
  @ApiProperty({ type: String, nullable: true, example: 'Joan Clarke' })
  name: string | null;
  /** Null for the link that an attendee of the booking has. */
  @ApiProperty({ type: SessionPersonDto, nullable: true })
  createdBy: SessionPersonDto | null;
  /** When it begins to work; null: at once. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  opensAt: Date | null;
  expiresAt: Date;
  /** When the guest last came in. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  enteredAt: Date | null;
  createdAt: Date;
}

@ApiSchema({ name: 'SessionGuestLinkWithSecret' })
export class GuestLinkWithSecretDto extends GuestLinkDto {
  @ApiProperty({
    example: 'Xq3v0aC8mJ1nT5yR7wE2kL9pB4dF6hG0sU8iO3zV1cM',
    description: 'For the link, `/rooms/{id}#guest={secret}`; it is shown this once.',
  })
  secret: string;
}

@ApiSchema({ name: 'SessionGuestLinkPage' })
export class GuestLinkPageDto extends PageOf(GuestLinkDto, 'SessionGuestLinkPage') {}

@Examples({
  editor: { summary: 'For somebody who writes, for a day', value: { role: 'editor', name: 'Joan', expiresInDays: 1 } },
})
@ApiSchema({ name: 'NewSessionGuestLink' })
export class NewGuestLinkDto {
  @EnumField(GUEST_ROLES, {
    optional: true,
    name: 'SessionGuestRole',
    description: 'What the guest is; `viewer` when it is left out.',
  })
  role?: GuestRole;

  @LineField({
    max: LONGEST_GUEST_NAME,
    optional: true,
    example: 'Joan Clarke',
    description: 'Whom it is for; who comes by it may say another name.',
  })
  name?: string;

  @IntegerField({ min: 1, max: LINK_DAYS.max, optional: true, default: LINK_DAYS.default })
  expiresInDays?: number;
}

@Examples({
  link: { summary: 'By the secret of the link', value: { token: EXAMPLE_SECRET, name: 'Joan Clarke' } },
})
@ApiSchema({ name: 'EnterSession' })
export class EnterSessionDto {
  @TextField({ max: 100, description: 'The secret of the link.' })
  token: string;

  @LineField({
    max: LONGEST_GUEST_NAME,
    optional: true,
    example: 'Joan Clarke',
    description: 'What the others see, marked as a guest’s. Needed where nobody has given one yet.',
  })
  name?: string;
}

@ApiSchema({ name: 'SessionGuest' })
export class GuestDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.sessionGuest })
  id: string;
  /** For this room alone: `Authorization: Bearer`, and the subprotocol `guest.{guestToken}` of its WebSocket. */
  @ApiProperty({ example: 'lyg_eyJhbGciOiJIUzI1NiJ9.eyJyb29tIjoiMDE5OCJ9.c2lnbmF0dXJl' })
  guestToken: string;
  /** When the token ends; the link brings another one. */
  expiresAt: Date;
  @EnumField(GUEST_ROLES, { name: 'SessionGuestRole', example: 'editor' })
  role: GuestRole;
  /** @example 'Joan Clarke' */
  name: string;
  session: SessionDto;
}

/** Members of the problem of who comes too early. */
export class NotOpenMembersDto {
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When the booking begins.' })
  startsAt: string | null;
  @ApiProperty({ format: 'date-time', description: 'When the link begins to work.' })
  opensAt: string;
}

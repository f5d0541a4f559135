import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';

/** What somebody shows to everybody. */
@ApiSchema({ name: 'PublicUser' })
export class PublicUserDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.ada })
  id: string;
  /** @example ada_lovelace */
  username: string;
  /** @example 'Ada Lovelace' */
  name: string;
  /** @example https://images.example.org/ada.png */
  avatar: string | null;
  /** @example 'Writes programs for engines.' */
  bio: string | null;
  /** @example 2027-01-04T08:00:00.000Z */
  memberSince: Date;
}

import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { PictureUrlProperty } from './person-profile.dto.js';

/** What somebody shows to everybody. */
@ApiSchema({ name: 'PublicUser' })
export class PublicUserDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.ada })
  id: string;
  /** @example ada_lovelace */
  username: string;
  /** @example 'Ada Lovelace' */
  name: string;
  /**
   * Of another site.
   * @example https://images.example.org/ada.png
   */
  avatar: string | null;
  @PictureUrlProperty()
  pictureUrl: string | null;
  /** @example 'Writes programs for engines.' */
  bio: string | null;
  /** @example 2027-01-04T08:00:00.000Z */
  memberSince: Date;
}

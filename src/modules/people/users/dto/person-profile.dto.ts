import { ApiSchema } from '@nestjs/swagger';
import { LineField, TextField } from '../../../../infra/http/fields.js';
import { satisfies } from '../../../../infra/http/field-parts.js';

const LONGEST_BIO = 2000;
const LONGEST_LINK = 2000;
const LONGEST_PLACE = 200;

function isPicture(value: unknown): boolean {
  return value == null || (typeof value === 'string' && URL.canParse(value) && new URL(value).protocol === 'https:');
}

/** Replaces all of the profile: what is left out is none. */
@ApiSchema({ name: 'ReplaceProfile' })
export class ReplaceProfileDto {
  @TextField({ max: LONGEST_BIO, min: 0, optional: true, nullable: true, example: 'Writes programs for engines.' })
  bio?: string | null;

  @TextField({
    max: LONGEST_LINK,
    optional: true,
    nullable: true,
    example: 'https://images.example.org/ada.png',
    description: 'Where a picture is, by HTTPS. It is neither fetched nor stored.',
  })
  @satisfies('is_https_url', 'must be an https address', isPicture)
  avatar?: string | null;

  @LineField({ max: LONGEST_PLACE, min: 0, optional: true, nullable: true, example: 'London' })
  location?: string | null;
}

/** What people say of themselves. */
@ApiSchema({ name: 'PersonProfile' })
export class PersonProfileDto {
  bio: string | null;
  /** @example https://images.example.org/ada.png */
  avatar: string | null;
  /** @example London */
  location: string | null;
}

@ApiSchema({ name: 'VersionedProfile' })
export class VersionedProfileDto extends PersonProfileDto {
  /** That of the person; it is the `ETag`. */
  version: number;
}

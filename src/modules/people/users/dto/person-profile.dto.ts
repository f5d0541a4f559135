import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { Examples } from '../../../../infra/http/examples.js';
import { isDisplayLine } from '../../../../kernel/display-line.js';
import { LineField, TextField } from '../../../../infra/http/fields.js';
import { satisfies } from '../../../../infra/http/field-parts.js';

const LONGEST_BIO = 2000;
const LONGEST_LINK = 2000;
const LONGEST_PLACE = 200;

/** Stricter than WHATWG URL (section 3.1), which allows quotes and other characters in a host. */
const HOST = /^(?:\[[\da-f:.]+\]|[\w.-]+)$/;

/** Normalizes a URL before validation, so that what is validated is what is stored. */
function toAddress(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const text = value.trim();
  return isDisplayLine(text) && URL.canParse(text) ? new URL(text).href.replaceAll("'", '%27') : text;
}

function isPicture(value: unknown): boolean {
  if (value == null) return true;
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const { protocol, username, password, hostname } = new URL(value);
  return protocol === 'https:' && username === '' && password === '' && HOST.test(hostname);
}

/** Full replacement (PUT): omitted members are cleared. */
@Examples({
  profile: {
    summary: 'A few words',
    value: { bio: 'Writes programs for engines that are not built yet.', location: 'London' },
  },
})
@ApiSchema({ name: 'ReplaceProfile' })
export class ReplaceProfileDto {
  @TextField({ max: LONGEST_BIO, min: 0, optional: true, nullable: true, example: 'Writes programs for engines.' })
  bio?: string | null;

  @LineField({
    max: LONGEST_LINK,
    format: 'uri',
    optional: true,
    nullable: true,
    example: 'https://images.example.org/ada.png',
    description:
      'Where a picture is on another site, by HTTPS. It is neither fetched nor stored, and our pages do not show it: `PUT /users/{id}/picture` is for those.',
  })
  @Transform(({ value }: { value: unknown }) => toAddress(value))
  @satisfies('is_https_url', 'must be an https address without a password', isPicture)
  avatar?: string | null;

  @LineField({ max: LONGEST_PLACE, min: 0, optional: true, nullable: true, example: 'London' })
  location?: string | null;
}

export const PictureUrlProperty = (
  description = 'Address of the picture that our pages show, which is public; another one has another address.',
) => ApiProperty({ type: String, format: 'uri', nullable: true, example: null, description });

/** Profile of a person, written by themselves. */
@ApiSchema({ name: 'PersonProfile' })
export class PersonProfileDto {
  /** @example 'Writes programs for engines.' */
  bio: string | null;
  /**
   * Of another site.
   * @example https://images.example.org/ada.png
   */
  avatar: string | null;
  /** @example London */
  location: string | null;
  @PictureUrlProperty()
  pictureUrl: string | null;
}

@ApiSchema({ name: 'VersionedProfile' })
export class VersionedProfileDto extends PersonProfileDto {
  /** That of the person; it is the `ETag`. */
  version: number;
}

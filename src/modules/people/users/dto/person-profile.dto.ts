import { ApiSchema } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { Examples } from '../../../../infra/http/examples.js';
import { isDisplayLine } from '../../../../kernel/display-line.js';
import { LineField, TextField } from '../../../../infra/http/fields.js';
import { satisfies } from '../../../../infra/http/field-parts.js';

const LONGEST_BIO = 2000;
const LONGEST_LINK = 2000;
const LONGEST_PLACE = 200;

/** A URL takes any character as a part of a name (WHATWG URL, section 3.1), quotes among them. */
const HOST = /^(?:\[[\da-f:.]+\]|[\w.-]+)$/;

/** The address that is looked at is the one that is kept: what a parser drops or encodes is no part of it. */
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

/** Replaces all of the profile: what is left out is none. */
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
    description: 'Where a picture is, by HTTPS. It is neither fetched nor stored.',
  })
  @Transform(({ value }: { value: unknown }) => toAddress(value))
  @satisfies('is_https_url', 'must be an https address without a password', isPicture)
  avatar?: string | null;

  @LineField({ max: LONGEST_PLACE, min: 0, optional: true, nullable: true, example: 'London' })
  location?: string | null;
}

/** What people say of themselves. */
@ApiSchema({ name: 'PersonProfile' })
export class PersonProfileDto {
  /** @example 'Writes programs for engines.' */
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

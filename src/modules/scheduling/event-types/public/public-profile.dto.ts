import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EnumField } from '../../../../infra/http/fields.js';
import { BrandDto } from '../../../people/organizations/organizations.dto.js';
import { PictureUrlProperty } from '../../../people/users/users.dto.js';

/** An event type in a list for whoever may book it. */
@ApiSchema({ name: 'ListedEventType' })
export class ListedEventTypeDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a16 */
  id: string;
  /** @example mentoring-with-ada */
  slug: string;
  /** @example 'Mentoring with Ada' */
  title: string;
  /** @example 'Bring a question, leave with two.' */
  description: string | null;
  /**
   * Lengths to choose from, in minutes; the first is the default.
   * @example [30, 60]
   */
  durations: number[];
}

/** A person or an organization, with what anybody can book with them. */
@ApiSchema({ name: 'PublicProfile' })
export class PublicProfileDto {
  @EnumField(['person', 'organization'] as const, { name: 'PublicProfileKind' })
  kind: 'person' | 'organization';
  /** @example ada-lovelace */
  slug: string;
  /** @example 'Ada Lovelace' */
  name: string;
  /**
   * What a person says of themselves; null for an organization.
   * @example 'Writes programs for engines.'
   */
  description: string | null;
  /**
   * IANA time zone; null for an organization.
   * @example UTC
   */
  timeZone: string | null;
  @ApiProperty({ type: BrandDto, nullable: true, description: 'Null for a person.' })
  brand: BrandDto | null;
  @PictureUrlProperty('Address of the picture of a person, which is public; null without one and for an organization.')
  pictureUrl: string | null;
  @ApiProperty({
    type: ListedEventTypeDto,
    isArray: true,
    maxItems: 100,
    description: 'Public and active ones, by title; at most 100.',
  })
  eventTypes: ListedEventTypeDto[];
}

import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EnumField } from '../../../../infra/http/fields.js';
import { BrandDto } from '../../../people/organizations/organizations.dto.js';
import { PictureUrlProperty } from '../../../people/users/users.dto.js';
import { QUESTION_TYPES, type QuestionType } from '../event-types.api.js';

@ApiSchema({ name: 'EventTypeQuestion' })
export class EventTypeQuestionDto {
  /**
   * Member of `answers` for this question.
   * @example subject
   */
  key: string;
  /** @example 'What is it about?' */
  label: string;
  @EnumField(QUESTION_TYPES, { name: 'QuestionType', example: 'choice' })
  type: QuestionType;
  /** @example true */
  required: boolean;
  /** Options to choose from; for `choice` and `choices` only. */
  @ApiProperty({ type: [String], required: false, example: ['Algebra', 'Geometry'] })
  options?: string[];
}

/** An event type as those who may book it see it. */
@ApiSchema({ name: 'PublicEventType' })
export class PublicEventTypeDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a16 */
  id: string;
  /** @example mentoring */
  slug: string;
  /** @example Mentoring */
  title: string;
  description: string | null;
  /**
   * Null as well where it has an address of the web: the link of a video call comes with the booking.
   * @example 'Room 5'
   */
  location: string | null;
  /** Whether the place is a link that is told after the booking. */
  isOnline: boolean;
  /**
   * IANA time zone of the hosts' rules; show times in the zone of the visitor.
   * @example Europe/Paris
   */
  timeZone: string;
  /** False while it cannot be booked; then only its owner and members of its organization see it. */
  isActive: boolean;
  /**
   * Lengths to choose from, in minutes; the first is the default.
   * @example [30, 60]
   */
  durations: number[];
  /**
   * People who can share one time; 1: nobody shares.
   * @example 1
   */
  seats: number;
  /** Whether a booking waits for the host's consent. */
  requiresConfirmation: boolean;
  @ApiProperty({ type: EventTypeQuestionDto, isArray: true })
  questions: EventTypeQuestionDto[];
  /** Where to go on to after the booking; null: nowhere. */
  @ApiProperty({ type: String, format: 'uri', nullable: true, example: null })
  successRedirectUrl: string | null;
  /**
   * Whether that address gets parameters that say what was booked by whom.
   * @example false
   */
  redirectsWithBooking: boolean;
  /**
   * Whether to go on from a page in a frame of another site, too.
   * @example false
   */
  redirectsInFrames: boolean;
  /**
   * Names of the hosts, by priority.
   * @example ["Ada Lovelace"]
   */
  hostNames: string[];
  /**
   * Null for a personal type.
   * @example 'Analytical Engines'
   */
  organizationName: string | null;
  @ApiProperty({ type: BrandDto, nullable: true, description: 'Of its organization; null for a personal type.' })
  brand: BrandDto | null;
  @PictureUrlProperty(
    'Address of the picture of whom a personal type is of, which is public; null without one and for types of an organization.',
  )
  pictureUrl: string | null;
  /** Changes with every update. */
  version: number;
}

import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { Examples } from '../../../../infra/http/examples.js';
import { EnumField, IdField } from '../../../../infra/http/fields.js';
import { SortField } from '../../../../infra/http/pagination/sort-field.js';
import { PageQueryDto } from '../../../../infra/http/pagination/page-query.dto.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { CALENDAR_FEED_SCOPES, type CalendarFeedScope } from '../calendar-feed.rules.js';

@Examples({
  own: { summary: 'Your own bookings', value: { scope: 'person' } },
})
@ApiSchema({ name: 'NewCalendarFeed' })
export class NewCalendarFeedDto {
  @EnumField(CALENDAR_FEED_SCOPES, {
    name: 'CalendarFeedScope',
    description:
      '`person`: what you organize and attend. `organization`: what takes place in an organization of yours. ' +
      '`bookable`: when something you manage is booked.',
  })
  scope: CalendarFeedScope;

  @IdField({ optional: true, description: 'An organization that you belong to; with the scope `organization`.' })
  organizationId?: string;

  @IdField({ optional: true, description: 'Something that you manage; with the scope `bookable`.' })
  bookableId?: string;
}

export class CalendarFeedQueryDto extends PageQueryDto {
  @SortField(['createdAt'], '-createdAt')
  override sort?: string;
}

@ApiSchema({ name: 'CalendarFeed' })
export class CalendarFeedDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11 */
  id: string;
  @EnumField(CALENDAR_FEED_SCOPES, { name: 'CalendarFeedScope' })
  scope: CalendarFeedScope;
  organizationId: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, example: null })
  bookableId: string | null;
  /**
   * URL to subscribe to. Whoever knows it can read the feed. Null when the installation has changed its encryption key
   * since: rotate the feed then.
   */
  @ApiProperty({
    type: String,
    format: 'uri',
    nullable: true,
    example: 'https://lyceum.example/api/v1/calendar-feeds/9Fh3n0kDqVx1TzJ5c7bWm2RgYpUoE8sLaKi4ZvHtXyQ.ics',
  })
  url: string | null;
  createdAt: Date;
  /** When the secret was last replaced. */
  rotatedAt: Date | null;
}

@ApiSchema({ name: 'CalendarFeedPage' })
export class CalendarFeedPageDto extends PageOf(CalendarFeedDto, 'CalendarFeedPage') {}
